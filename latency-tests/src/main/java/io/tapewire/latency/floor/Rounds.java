package io.tapewire.latency.floor;

import com.sun.management.ThreadMXBean;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Repeats a round on the calling thread, first to warm up and then to measure it. All rounds do the
 * same work, so what one costs is the median, or, of what only computes, the quickest twentieth: a
 * thread that had to wait for its core in some of them does not count as slow. A round should take
 * from 0.05 to a few ms where it can.
 */
public final class Rounds {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double MEDIAN = 50;
    private static final double QUICKEST = 5;
    private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(1);

    private final Histogram roundNs = new Histogram(LONGEST_NS, 3);
    private final Histogram besideNs = new Histogram(LONGEST_NS, 3);
    private final double percentile;
    private long allocatedBytes;

    private Rounds(double percentile) {
        this.percentile = percentile;
    }

    /**
     * Warms up for {@code warmupSeconds}, 1 where not given, and measures for {@code seconds}, 2
     * where not given; at least one round each.
     */
    public static Rounds measure(Parameters parameters, Runnable round) {
        return measure(parameters, () -> {}, round);
    }

    /**
     * The same with something to be done before each round.
     *
     * @param prepare is not measured
     */
    public static Rounds measure(Parameters parameters, Runnable prepare, Runnable round) {
        return measure(parameters, MEDIAN, prepare, null, round);
    }

    /**
     * The same in turns with what it is compared with, so that both meet the same machine.
     *
     * @param prepare done before each of both; is not measured
     * @param beside is measured by itself
     */
    public static Rounds measureBeside(
            Parameters parameters, Runnable prepare, Runnable beside, Runnable round) {
        return measure(parameters, MEDIAN, prepare, beside, round);
    }

    /**
     * The same of what only computes and reads memory. Neighbours of the core only ever make that
     * slower, at times by a third, so one round in twenty counts, the quickest.
     *
     * @param prepare done before each of both; is not measured
     * @param beside is measured by itself
     */
    public static Rounds measureQuickest(
            Parameters parameters, Runnable prepare, Runnable beside, Runnable round) {
        return measure(parameters, QUICKEST, prepare, beside, round);
    }

    private static Rounds measure(
            Parameters parameters,
            double percentile,
            Runnable prepare,
            Runnable beside,
            Runnable round) {
        new Rounds(percentile)
                .run(ns(parameters.decimal("warmupSeconds", 1)), prepare, beside, round);
        Rounds measured = new Rounds(percentile);
        measured.run(ns(parameters.decimal("seconds", 2)), prepare, beside, round);
        return measured;
    }

    private void run(long longestNs, Runnable prepare, Runnable beside, Runnable round) {
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long startNs = System.nanoTime();
        do {
            if (beside != null) {
                time(prepare, beside, besideNs);
            }
            time(prepare, round, roundNs);
        } while (System.nanoTime() - startNs < longestNs);
        allocatedBytes = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
    }

    private static void time(Runnable prepare, Runnable work, Histogram intoNs) {
        prepare.run();
        long beforeNs = System.nanoTime();
        work.run();
        intoNs.recordValue(Math.min(System.nanoTime() - beforeNs, LONGEST_NS));
    }

    static long ns(double seconds) {
        return (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    /** How many were measured. */
    public long count() {
        return roundNs.getTotalCount();
    }

    /** What one takes. */
    public double eachNs() {
        return roundNs.getValueAtPercentile(percentile);
    }

    /** The same of what was done beside it. */
    public double besideNs() {
        return besideNs.getValueAtPercentile(percentile);
    }

    /**
     * Says what a frame costs.
     *
     * @param frames of a round
     * @param bytes of these frames
     */
    public void tellFrames(TrialOutput out, double frames, double bytes) {
        out.metric("nsPerFrame", eachNs() / frames);
        out.metric("bytesPerSecond", bytes * 1e9 / eachNs());
    }

    /**
     * Says what a trade costs.
     *
     * @param trades of a round
     */
    public void tellTrades(TrialOutput out, double trades) {
        out.metric("nsPerTrade", eachNs() / trades);
        out.metric("tradesPerSecond", trades * 1e9 / eachNs());
        out.metric("allocatedBytesPerTrade", allocatedBytes / (trades * count()));
    }
}
