package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The least that two cores need to tell each other anything: a long each way between two pinned
 * threads, written with release and read with acquire. It goes through many pages, since it depends
 * on the page: {@code nsPerRoundTrip} is the mean of many round trips through the quickest; the
 * histogram {@code latency} is of single ones through all of them, with the cost of the clock in
 * it.
 */
public final class HandOffFloor implements LocalWork {
    // Far enough apart for no two of them to come with one line.
    private static final int PING = 0;
    private static final int PONG = 512;
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 64;
    // So many round trips go through one page, each with a number: that of the page is in it.
    private static final int BATCH = 1_024;
    private static final long STOP = -1;
    private static final long LONGEST_NS = 10_000_000_000L;

    private final UnsafeBuffer cells =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(PAGES * PAGE_BYTES, PAGE_BYTES));
    private final Histogram single = new Histogram(LONGEST_NS, 3);
    // Of the thread that measures. The first one begins a page, as each batch does.
    private long next = BATCH;
    private double batchedNs;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        List<Integer> cpus = parameters.cpus();
        if (cpus.size() != 2) {
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
                    cells.putLongRelease(cell(next, PING), STOP);
                    return true;
                };
        Cores.run(cpus, List.of(near, this::answer), out);
        out.metric("nsPerRoundTrip", batchedNs);
        out.histogram("latency", single);
    }

    private double batches(long longestNs) {
        long startNs = System.nanoTime();
        long fromNs = startNs;
        long leastNs = Long.MAX_VALUE;
        do {
            for (int i = 0; i < BATCH; i++) {
                roundTrip();
            }
            long toNs = System.nanoTime();
            leastNs = Math.min(leastNs, toNs - fromNs);
            fromNs = toNs;
        } while (fromNs - startNs < longestNs);
        return (double) leastNs / BATCH;
    }

    private void singles(long longestNs) {
        long startNs = System.nanoTime();
        long beforeNs = startNs;
        while (beforeNs - startNs < longestNs || next % BATCH != 0) {
            roundTrip();
            long afterNs = System.nanoTime();
            single.recordValue(Math.min(afterNs - beforeNs, LONGEST_NS));
            beforeNs = System.nanoTime();
        }
    }

    private void roundTrip() {
        cells.putLongRelease(cell(next, PING), next);
        int pong = cell(next, PONG);
        while (cells.getLongAcquire(pong) != next) {
            Thread.onSpinWait();
        }
        next++;
    }

    private boolean answer() {
        long awaited = BATCH;
        while (true) {
            long now = cells.getLongAcquire(cell(awaited, PING));
            if (now == STOP) {
                return true;
            }
            if (now == awaited) {
                cells.putLongRelease(cell(awaited, PONG), awaited);
                awaited++;
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private static int cell(long number, int pingOrPong) {
        return (int) (number / BATCH % PAGES) * PAGE_BYTES + pingOrPong;
    }
}
