package io.tapewire.latency.trial;

import java.util.List;
import java.util.Map;

/**
 * One measured run in fresh processes: what was asked, and what came out. Results of failed runs
 * are kept, marked.
 *
 * @param spec what was asked
 * @param failure why its numbers may not be believed, one sentence; empty where they may
 * @param metrics by name, which ends in the unit: {@code tradesPerSecond}, {@code
 *     rssBytes.publisher}
 * @param histograms of ns, by name, each as base64 of HdrHistogram's compressed encoding
 * @param intervals of the run, one a second or shorter, in order; empty where the work has none
 */
public record Trial(
        TrialSpec spec,
        String failure,
        Map<String, Double> metrics,
        Map<String, String> histograms,
        List<Interval> intervals) {

    /**
     * A slice of a run.
     *
     * @param fromSeconds since the measured part began
     * @param seconds its length
     * @param count trades delivered in it
     * @param p50Ns latency; 0 where the work measures none
     * @param p99Ns latency; 0 where the work measures none
     * @param maxNs latency; 0 where the work measures none
     */
    public record Interval(
            double fromSeconds, double seconds, long count, long p50Ns, long p99Ns, long maxNs) {}

    /** Whether its numbers may not be believed. */
    public boolean isFailed() {
        return !failure.isEmpty();
    }
}
