package io.tapewire.latency.trial;

import io.tapewire.latency.stats.Histograms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Collects what one process of a trial has to say. For one thread. */
public final class TrialOutput {
    private final Map<String, Double> metrics = new TreeMap<>();
    private final Map<String, String> histograms = new TreeMap<>();
    private final List<Trial.Interval> intervals = new ArrayList<>();
    private String failure = "";

    /**
     * @param name ends in the unit; see {@link Trial#metrics}
     * @param value replaces one given before
     */
    public void metric(String name, double value) {
        metrics.put(name, value);
    }

    /**
     * @param name see {@link Trial#histograms}
     * @param ns copied; may be changed afterwards
     */
    public void histogram(String name, Histogram ns) {
        histograms.put(name, Histograms.encode(ns));
    }

    /** Adds the next slice of the run. */
    public void interval(Trial.Interval next) {
        intervals.add(next);
    }

    /**
     * Marks the trial as failed.
     *
     * @param sentence why its numbers may not be believed; the first one stays
     */
    public void fail(String sentence) {
        if (failure.isEmpty()) {
            failure = sentence;
        }
    }

    /** What was collected so far, as the result of a trial. */
    public Trial toTrial(TrialSpec spec) {
        return new Trial(
                spec,
                failure,
                new TreeMap<>(metrics),
                new TreeMap<>(histograms),
                List.copyOf(intervals));
    }
}
