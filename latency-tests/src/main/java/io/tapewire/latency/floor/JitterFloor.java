package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/**
 * What the machine takes away from a thread that only reads the clock, on each core at once: {@code
 * gap.cpu0} and so on are histograms of the time between two reads, and {@code clockReadNs} and
 * {@code clockStepNs} the cost of a read and the least step between two. No percentile of anything
 * measured on the same machine is below the same percentile here for a reason of its own.
 */
public final class JitterFloor implements LocalWork {
    private static final long LONGEST_NS = 10_000_000_000L;

    private record Gaps(Histogram ns, double readNs, long leastStepNs) {}

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        List<Integer> cpus = parameters.cpus();
        long warmupNs = Rounds.ns(parameters.decimal("warmupSeconds", 0.5));
        long measuredNs = Rounds.ns(parameters.decimal("seconds", 2));
        List<Callable<Gaps>> tasks = new ArrayList<>();
        for (int i = 0; i < cpus.size(); i++) {
            tasks.add(
                    () -> {
                        spin(warmupNs);
                        return spin(measuredNs);
                    });
        }
        List<Gaps> gaps = Cores.run(cpus, tasks, out);
        double readNs = Double.MAX_VALUE;
        long stepNs = Long.MAX_VALUE;
        for (int i = 0; i < cpus.size(); i++) {
            out.histogram("gap.cpu" + cpus.get(i), gaps.get(i).ns());
            readNs = Math.min(readNs, gaps.get(i).readNs());
            stepNs = Math.min(stepNs, gaps.get(i).leastStepNs());
        }
        out.metric("clockReadNs", readNs);
        out.metric("clockStepNs", stepNs);
    }

    private static Gaps spin(long longestNs) {
        Histogram gaps = new Histogram(LONGEST_NS, 3);
        long reads = 0;
        long leastStepNs = Long.MAX_VALUE;
        long startNs = System.nanoTime();
        long lastNs = startNs;
        while (lastNs - startNs < longestNs) {
            long nowNs = System.nanoTime();
            long gapNs = nowNs - lastNs;
            gaps.recordValue(Math.min(gapNs, LONGEST_NS));
            if (gapNs > 0 && gapNs < leastStepNs) {
                leastStepNs = gapNs;
            }
            reads++;
            lastNs = nowNs;
        }
        return new Gaps(gaps, readCostNs(), leastStepNs);
    }

    private static double readCostNs() {
        int reads = 100_000;
        long startNs = System.nanoTime();
        long lastNs = startNs;
        for (int i = 0; i < reads; i++) {
            lastNs = System.nanoTime();
        }
        return (double) (lastNs - startNs) / reads;
    }
}
