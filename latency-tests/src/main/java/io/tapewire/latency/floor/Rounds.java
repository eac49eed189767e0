package io.tapewire.latency.floor;

import com.sun.management.ThreadMXBean;
import io.tapewire.latency.environment.GarbageCollections;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Repeats a round on the calling thread, first to warm up and then to measure it. All rounds do the
 * same work, so what one costs is the median, or, of what only computes and reads memory, the
 * quickest twentieth: neighbours of the core only ever make that slower, at times by a third. A
 * round should take from 0.05 to a few ms where it can.
 *
 * <p>What it is compared with may be measured beside it, in turns, so that both meet the same
 * machine.
 */
public final class Rounds {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double MEDIAN = 50;
    private static final double QUICKEST = 5;
    private static final long LONGEST_NS = TimeUnit.HOURS.toNanos(1);
    private static final long ONE_ROUND = 0;
    // As long as hundreds of rounds, and short against what a host does to a core.
    private static final long STRETCH_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Histogram roundNs = new Histogram(LONGEST_NS, 3);
    private final Histogram besideNs = new Histogram(LONGEST_NS, 3);
    private final double percentile;
    private final long stretchNs;
    private long allocatedBytes;
    private long collections;

    private Rounds(double percentile, long stretchNs) {
        this.percentile = percentile;
        this.stretchNs = stretchNs;
    }

    /**
     * Something to measure.
     *
     * @param prepare done before it each time, and not measured
     * @param work measured
     */
    public record Part(Runnable prepare, Runnable work) {
        /** Needs nothing to be done before it. */
        public static Part of(Runnable work) {
            return new Part(() -> {}, work);
        }
    }

    /**
     * Warms up for {@code warmupSeconds}, 1 where not given, and measures for {@code seconds}, 2
     * where not given; at least one round each. The median counts.
     */
    public static Rounds measure(Parameters parameters, Part round) {
        return measure(parameters, MEDIAN, ONE_ROUND, null, round);
    }

    /** The same in turns with something beside it. */
    public static Rounds measureBeside(Parameters parameters, Part beside, Part round) {
        return measure(parameters, MEDIAN, ONE_ROUND, beside, round);
    }

    /**
     * The same by many rounds in a row of each: so each finds in the caches what it left there,
     * which it would not after a round of the other.
     */
    public static Rounds measureInStretches(Parameters parameters, Part beside, Part round) {
        return measure(parameters, MEDIAN, STRETCH_NS, beside, round);
    }

    /** The same of which one round in twenty counts, the quickest. */
    public static Rounds measureQuickest(Parameters parameters, Part round) {
        return measure(parameters, QUICKEST, ONE_ROUND, null, round);
    }

    /** The same in turns with something beside it, of which the quickest count as well. */
    public static Rounds measureQuickest(Parameters parameters, Part beside, Part round) {
        return measure(parameters, QUICKEST, ONE_ROUND, beside, round);
    }

    private static Rounds measure(
            Parameters parameters,
            double percentile,
            long stretchNs,
            Part besideOrNull,
            Part round) {
        long warmUpNs = ns(parameters.decimal("warmupSeconds", 1));
        new Rounds(percentile, stretchNs).run(warmUpNs, besideOrNull, round);
        Rounds measured = new Rounds(percentile, stretchNs);
        measured.run(ns(parameters.decimal("seconds", 2)), besideOrNull, round);
        return measured;
    }

    private void run(long longestNs, Part besideOrNull, Part round) {
        collections = GarbageCollections.count();
        long startNs = System.nanoTime();
        do {
            if (besideOrNull != null) {
                timeStretch(besideOrNull, besideNs);
            }
            allocatedBytes += timeStretch(round, roundNs);
        } while (System.nanoTime() - startNs < longestNs);
        collections = GarbageCollections.count() - collections;
    }

    private long timeStretch(Part part, Histogram intoNs) {
        long startNs = System.nanoTime();
        long allocated = 0;
        do {
            allocated += time(part, intoNs);
        } while (System.nanoTime() - startNs < stretchNs);
        return allocated;
    }

    /** Answers the bytes that the work allocated. */
    private static long time(Part part, Histogram intoNs) {
        part.prepare().run();
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long beforeNs = System.nanoTime();
        part.work().run();
        long elapsedNs = System.nanoTime() - beforeNs;
        intoNs.recordValue(Math.min(elapsedNs, LONGEST_NS));
        return THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
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

    /** The median of all rounds. */
    public double medianNs() {
        return roundNs.getValueAtPercentile(MEDIAN);
    }

    /** What one of those beside it takes. */
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
     * Says what a trade costs, what the rounds allocated of each, and how often that was collected
     * meanwhile.
     *
     * @param trades of a round
     */
    public void tellTrades(TrialOutput out, double trades) {
        out.metric("nsPerTrade", eachNs() / trades);
        out.metric("tradesPerSecond", trades * 1e9 / eachNs());
        out.metric("allocatedBytesPerTrade", allocatedBytes / (trades * count()));
        out.metric("collections.alone", collections);
    }
}
