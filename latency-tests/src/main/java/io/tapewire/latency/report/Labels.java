package io.tapewire.latency.report;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.TrialSpec;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names trials by what tells them apart. */
public final class Labels {
    private static final List<String> BARE = List.of("transport", "rate");
    // Where and how long, which the report says elsewhere, and what the work and the rate tell.
    private static final Set<String> UNSAID =
            Set.of(
                    "cpus",
                    "pins.origin",
                    "pins.far",
                    "journalCpu",
                    "seconds",
                    "warmupSeconds",
                    "journalDir",
                    "seed",
                    "hops",
                    "termBytes");

    private final Set<String> common;

    /**
     * @param specs all of a run
     */
    public Labels(Collection<TrialSpec> specs) {
        Map<String, Set<String>> values = new TreeMap<>();
        for (TrialSpec spec : specs) {
            spec.parameters()
                    .forEach(
                            (name, v) -> values.computeIfAbsent(name, n -> new HashSet<>()).add(v));
        }
        common =
                values.entrySet().stream()
                        .filter(entry -> entry.getValue().size() == 1)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
    }

    /** Parameters that all trials have alike. */
    static String common(List<Taken> trials) {
        Map<String, String> common = new TreeMap<>();
        trials.stream().limit(1).forEach(t -> common.putAll(t.trial().spec().parameters()));
        trials.forEach(t -> common.entrySet().retainAll(t.trial().spec().parameters().entrySet()));
        return parameters(common);
    }

    /** {@code name=value}, in the order of their names. */
    static String parameters(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream().map(Labels::said).collect(Collectors.joining(" "));
    }

    /** What it does, where: charts show trials of the same theme beside each other. */
    static String theme(TrialSpec spec) {
        return (spec.parameters().getOrDefault("transport", "") + " " + spec.work()).strip();
    }

    /** {@code tapewire udp echo 10,007/s batch=1}. */
    public String of(TrialSpec spec) {
        Map<String, String> parameters = new TreeMap<>(spec.parameters());
        String rate = parameters.get("rate");
        BARE.forEach(parameters::remove);
        UNSAID.forEach(parameters::remove);
        common.forEach(parameters::remove);
        Stream<String> rest = parameters.entrySet().stream().map(Labels::said);
        return Stream.concat(
                        Stream.of(spec.subject(), theme(spec), rate == null ? "" : rate(rate)),
                        rest)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String said(Map.Entry<String, String> parameter) {
        return parameter.getKey() + "=" + parameter.getValue();
    }

    private static String rate(String rate) {
        return rate.chars().allMatch(Character::isDigit)
                ? String.format(Locale.ROOT, "%,d/s", Long.parseLong(rate))
                : "";
    }
}
