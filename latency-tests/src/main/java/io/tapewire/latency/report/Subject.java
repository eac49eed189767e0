package io.tapewire.latency.report;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.stats.Histograms;
import io.tapewire.latency.stats.Statistics;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.HdrHistogram.Histogram;

/** All trials of one spec, as one. */
public final class Subject {
    /** How names of histograms of hops begin. */
    static final String HOP = "hop.";

    private final String label;
    private final TrialSpec spec;
    private final List<Trial> good;
    private final List<Taken> all;

    private Subject(String label, TrialSpec spec, List<Taken> all) {
        this.label = label;
        this.spec = spec;
        this.all = all;
        good = all.stream().filter(Taken::isGood).map(Taken::trial).toList();
    }

    /** Those of a run, in the order of their first trials. */
    public static List<Subject> of(List<Taken> trials) {
        Map<TrialSpec, List<Taken>> bySpec = new LinkedHashMap<>();
        for (Taken taken : trials) {
            bySpec.computeIfAbsent(taken.trial().spec(), spec -> new ArrayList<>()).add(taken);
        }
        Labels labels = new Labels(bySpec.keySet());
        List<Subject> subjects = new ArrayList<>();
        bySpec.forEach((spec, taken) -> subjects.add(new Subject(labels.of(spec), spec, taken)));
        return subjects;
    }

    String label() {
        return label;
    }

    TrialSpec spec() {
        return spec;
    }

    List<Trial> good() {
        return good;
    }

    int runs() {
        return all.size();
    }

    boolean isFailed() {
        return good.isEmpty();
    }

    /** Why trials of it do not count, each reason once. */
    Set<String> reasons() {
        Set<String> reasons = new LinkedHashSet<>();
        for (Taken taken : all) {
            if (!taken.isGood()) {
                reasons.add(
                        taken.discarded().isEmpty() ? taken.trial().failure() : taken.discarded());
            }
        }
        return reasons;
    }

    /** The trials to show: those that count, or if none does, those that failed. */
    List<Trial> shown() {
        return good.isEmpty() ? all.stream().map(Taken::trial).toList() : good;
    }

    Set<String> histogramNames() {
        Set<String> names = new TreeSet<>();
        shown().forEach(trial -> names.addAll(trial.histograms().keySet()));
        return names;
    }

    boolean hasHops() {
        return histogramNames().stream().anyMatch(name -> name.startsWith(HOP));
    }

    /** Of all trials together; empty where they have none of that name. */
    Histogram histogram(String name) {
        return Histograms.merged(
                shown().stream()
                        .filter(trial -> trial.histograms().containsKey(name))
                        .map(trial -> trial.histograms().get(name))
                        .toList());
    }

    /** Medians over the trials, by name. */
    Map<String, Double> metrics() {
        Map<String, List<Double>> values = new TreeMap<>();
        for (Trial trial : shown()) {
            trial.metrics()
                    .forEach(
                            (name, v) ->
                                    values.computeIfAbsent(name, n -> new ArrayList<>()).add(v));
        }
        Map<String, Double> medians = new TreeMap<>();
        values.forEach((name, each) -> medians.put(name, Statistics.median(each)));
        medians.values().removeIf(median -> !Double.isFinite(median));
        return medians;
    }

    /** NaN where there is none. */
    double metric(String name) {
        return metrics().getOrDefault(name, Double.NaN);
    }

    /** Of the first trial that has some. */
    List<Trial.Interval> intervals() {
        return shown().stream()
                .map(Trial::intervals)
                .filter(intervals -> !intervals.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
