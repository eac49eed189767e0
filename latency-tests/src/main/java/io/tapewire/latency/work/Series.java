package io.tapewire.latency.work;

import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialOutput;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Latencies and counts over the run of a phase, slice by slice; all memory is taken beforehand. For
 * one thread.
 */
final class Series {
    private static final long MAX_LATENCY_NS = TimeUnit.MINUTES.toNanos(1);
    private static final int SLICES_LEAST = 10;

    private final Histogram[] latencies;
    private final long[] counts;
    private final long sliceNs;
    private long startNs;
    private long counted;

    /**
     * @param seconds of the phase
     */
    Series(double seconds) {
        int slices = Math.max(SLICES_LEAST, (int) Math.ceil(seconds));
        sliceNs = Math.max(1, (long) (seconds * 1e9 / slices));
        latencies = new Histogram[slices];
        counts = new long[slices];
        for (int i = 0; i < slices; i++) {
            latencies[i] = new Histogram(MAX_LATENCY_NS, 3);
        }
    }

    void reset() {
        counted = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 0;
            latencies[i].reset();
        }
    }

    /**
     * @param atNs when the phase begins
     */
    void start(long atNs) {
        startNs = atNs;
    }

    void record(long scheduledNs, long latencyNs) {
        latencies[slice(scheduledNs)].recordValue(Math.max(0, Math.min(latencyNs, MAX_LATENCY_NS)));
    }

    /**
     * @param received since the phase began
     */
    void count(long nowNs, long received) {
        counts[slice(nowNs)] += received - counted;
        counted = received;
    }

    long counted() {
        return counted;
    }

    private int slice(long timeNs) {
        long slice = (timeNs - startNs) / sliceNs;
        return (int) Math.max(0, Math.min(slice, counts.length - 1));
    }

    /**
     * @param tradesEach that each one counted stands for
     */
    void writeTo(TrialOutput out, int tradesEach) {
        Histogram whole = new Histogram(MAX_LATENCY_NS, 3);
        for (int i = 0; i < counts.length; i++) {
            Histogram slice = latencies[i];
            whole.add(slice);
            out.interval(
                    new Trial.Interval(
                            i * sliceNs / 1e9,
                            sliceNs / 1e9,
                            counts[i] * tradesEach,
                            slice.getValueAtPercentile(50),
                            slice.getValueAtPercentile(99),
                            slice.getMaxValue()));
        }
        if (whole.getTotalCount() > 0) {
            out.histogram("latency", whole);
        }
    }
}
