package io.tapewire.latency.launch;

import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes one result of what the processes of a trial have to say. */
final class Merge {
    private Merge() {}

    /**
     * @param inTime whether the trial came to an end, this way or that
     */
    static Trial of(TrialSpec spec, boolean inTime, ChildProcess... children) {
        List<String> failures = new ArrayList<>();
        Map<String, Double> metrics = new TreeMap<>();
        Map<String, String> histograms = new TreeMap<>();
        List<Trial.Interval> intervals = new ArrayList<>();
        for (ChildProcess child : children) {
            if (child.hasResult()) {
                Trial part = child.result();
                failures.add(part.failure());
                metrics.putAll(part.metrics());
                histograms.putAll(part.histograms());
                intervals.addAll(part.intervals());
            } else if (!inTime) {
                failures.add("The trial did not end in time.");
            } else if (child.finished().isDone()) {
                failures.add(child.whyNoResult());
            }
        }
        sum(metrics, "collections.").ifPresent(all -> metrics.put("collections", all));
        failures.removeIf(String::isEmpty);
        String failure = String.join(" ", failures);
        return new Trial(spec, failure, metrics, histograms, intervals);
    }

    /** Empty where there is none: what nobody measured is not 0. */
    private static Optional<Double> sum(Map<String, Double> metrics, String prefix) {
        return metrics.entrySet().stream()
                .filter(metric -> metric.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .reduce(Double::sum);
    }
}
