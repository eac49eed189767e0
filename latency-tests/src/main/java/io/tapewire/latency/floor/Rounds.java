package io.tapewire.latency.floor;

import com.sun.management.ThreadMXBean;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Repeats a round on the calling thread, first to warm up and then to measure it. All rounds do the
 * same work, so what one costs is the median: a thread that had to wait for its core in some of
 * them does not count as slow. A round should take from 0.05 to a few ms where it can.
 */
public final class Rounds {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(1);

    private final Histogram roundNs = new Histogram(LONGEST_NS, 3);
    private long allocatedBytes;

    private Rounds() {}

    /**
     * Warms up for {@code warmupSeconds}, 1 where not given, and measures for {@code seconds}, 2
     * where not given; at least one round each.
     */
    public static Rounds measure(Parameters parameters, Runnable round) {
        return measure(parameters, () -> {}, round);
    }

    /**
     * The same with something to be done before each round, which does not count.
     *
     * @param prepare is not measured
     */
    public static Rounds measure(Parameters parameters, Runnable prepare, Runnable round) {
        new Rounds().run(ns(parameters.decimal("warmupSeconds", 1)), prepare, round);
        Rounds measured = new Rounds();
        measured.run(ns(parameters.decimal("seconds", 2)), prepare, round);
        return measured;
    }

    private void run(long longestNs, Runnable prepare, Runnable round) {
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long startNs = System.nanoTime();
        long afterNs;
        do {
            prepare.run();
            long beforeNs = System.nanoTime();
            round.run();
            afterNs = System.nanoTime();
            roundNs.recordValue(Math.min(afterNs - beforeNs, LONGEST_NS));
        } while (afterNs - startNs < longestNs);
        allocatedBytes = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    }

    static long ns(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** How many were measured. */
    public long count() {
        return roundNs.getTotalCount();
    }

    /** Of one, in ns. */
    public double medianNs() {
        return roundNs.getValueAtPercentile(50);
    }

    /**
     * Says what a frame costs.
     *
     * @param frames of a round
     * @param bytes of these frames
     */
    public void tellFrames(TrialOutput out, double frames, double bytes) {
        out.metric("nsPerFrame", medianNs() / frames);
        out.metric("bytesPerSecond", bytes * 1e9 / medianNs());
    }

    /**
     * Says what a trade costs.
     *
     * @param trades of a round
     */
    public void tellTrades(TrialOutput out, double trades) {
        out.metric("nsPerTrade", medianNs() / trades);
        out.metric("tradesPerSecond", trades * 1e9 / medianNs());
        out.metric("allocatedBytesPerTrade", allocatedBytes / (trades * count()));
    }
}
