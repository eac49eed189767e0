package io.tapewire.latency.compare;

import io.tapewire.latency.stats.Histograms;
import io.tapewire.latency.trial.Trial;
import java.util.function.ToDoubleFunction;

/**
 * What is taken of a trial.
 *
 * @param unit what it counts
 * @param value NaN where the trial has no such value
 */
public record Measure(Unit unit, ToDoubleFunction<Trial> value) {
    static Measure metric(Unit unit, String name) {
        return new Measure(unit, trial -> trial.metrics().getOrDefault(name, Double.NaN));
    }

    double of(Taken taken) {
        return value.applyAsDouble(taken.trial());
    }

    Measure dividedBy(Measure below) {
        return new Measure(
                unit, trial -> value.applyAsDouble(trial) / below.value().applyAsDouble(trial));
    }

    /**
     * The largest of a metric over all roles: of those called {@code name} or {@code name.ROLE}.
     */
    static Measure worst(Unit unit, String name) {
        return new Measure(
                unit,
                trial ->
                        trial.metrics().entrySet().stream()
                                .filter(
                                        metric ->
                                                metric.getKey().equals(name)
                                                        || metric.getKey().startsWith(name + "."))
                                .mapToDouble(metric -> metric.getValue())
                                .max()
                                .orElse(Double.NaN));
    }

    /** Of the histogram called {@code latency}. */
    static Measure percentile(double percentile) {
        return new Measure(
                Unit.NS,
                trial -> {
                    String encoded = trial.histograms().get("latency");
                    return encoded == null
                            ? Double.NaN
                            : Histograms.percentile(Histograms.decode(encoded), percentile);
                });
    }
}
