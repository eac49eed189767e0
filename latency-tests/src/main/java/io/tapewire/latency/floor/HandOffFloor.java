package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;

/**
 * The least that two cores need to tell each other anything: one padded long each way between two
 * pinned threads, written with release and read with acquire. {@code nsPerRoundTrip} is of many
 * round trips between two reads of the clock; the histogram {@code latency} is of single ones, with
 * the cost of the clock in it.
 */
public final class HandOffFloor implements LocalWork {
    private static final int PAD = 16;
    private static final int PING = PAD;
    private static final int PONG = 4 * PAD;
    private static final int BATCH = 1_000;
    private static final long STOP = -1;
    private static final long LONGEST_NS = 10_000_000_000L;
    private static final VarHandle AT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] cells = new long[6 * PAD];
    private final Histogram single = new Histogram(LONGEST_NS, 3);
    private double batchedNs;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        int[] cpus = Cores.of(parameters);
        if (cpus.length != 2) {
            out.fail("A hand-off is between two cores: give two in cpus.");
            return;
        }
        long warmupNs = Rounds.ns(parameters.decimal("warmupSeconds", 0.5));
        long measuredNs = Rounds.ns(parameters.decimal("seconds", 2));
        Callable<Boolean> near =
                () -> {
                    batches(warmupNs / 2);
                    singles(warmupNs / 2);
                    single.reset();
                    batchedNs = batches(measuredNs / 2);
                    singles(measuredNs / 2);
                    AT.setRelease(cells, PING, STOP);
                    return true;
                };
        Cores.run(cpus, List.of(near, this::answer), out);
        out.metric("nsPerRoundTrip", batchedNs);
        out.histogram("latency", single);
    }

    private double batches(long longestNs) {
        long startNs = System.nanoTime();
        long roundTrips = 0;
        long elapsedNs;
        do {
            for (int i = 0; i < BATCH; i++) {
                roundTrip();
            }
            roundTrips += BATCH;
            elapsedNs = System.nanoTime() - startNs;
        } while (elapsedNs < longestNs);
        return (double) elapsedNs / roundTrips;
    }

    private void singles(long longestNs) {
        long startNs = System.nanoTime();
        long beforeNs = startNs;
        while (beforeNs - startNs < longestNs) {
            roundTrip();
            long afterNs = System.nanoTime();
            single.recordValue(Math.min(afterNs - beforeNs, LONGEST_NS));
            beforeNs = System.nanoTime();
        }
    }

    private void roundTrip() {
        long number = cells[PING] + 1;
        AT.setRelease(cells, PING, number);
        while ((long) AT.getAcquire(cells, PONG) != number) {
            Thread.onSpinWait();
        }
    }

    private boolean answer() {
        long seen = 0;
        while (true) {
            long number = (long) AT.getAcquire(cells, PING);
            if (number == STOP) {
                return true;
            }
            if (number != seen) {
                seen = number;
                AT.setRelease(cells, PONG, number);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
