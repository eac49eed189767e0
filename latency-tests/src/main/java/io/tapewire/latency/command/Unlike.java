package io.tapewire.latency.command;

import io.tapewire.latency.environment.Environment;
import io.tapewire.latency.report.Report;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * In what a run is unlike the one that it is compared with: what changed may be due to that rather
 * than to the bus.
 */
final class Unlike {
    /** What tells trials of one work apart: they are compared with the same work done so. */
    private static final List<String> KINDS = List.of("transport", "journal", "batch");

    private static final String NONE = "not given";

    private Unlike() {}

    /**
     * @param before as it was read
     * @param environment of now
     * @param planned trials of what both runs compare
     * @return such as {@code mtu was 1408, is 8960}, with the works where it is not so of all
     */
    static List<String> notes(
            Report before, Map<String, String> environment, Collection<TrialSpec> planned) {
        List<String> notes = ofTrials(before, planned);
        Map<String, String> then = new HashMap<>(before.environment());
        // Two builds are what a comparison is of.
        then.remove(Environment.BUILD);
        notes.addAll(differences(then, known(then, environment)));
        return notes;
    }

    private static List<String> ofTrials(Report before, Collection<TrialSpec> planned) {
        Map<String, Set<String>> worksByNote = new LinkedHashMap<>();
        Set<String> works = new LinkedHashSet<>();
        for (TrialSpec now : planned) {
            before.trials().stream()
                    .map(taken -> taken.trial().spec())
                    .filter(isSameKindAs(now))
                    .map(then -> differences(then.parameters(), now.parameters()))
                    .min(Comparator.comparing(List::size))
                    .ifPresent(
                            notes -> {
                                works.add(now.work());
                                notes.forEach(note -> worksOf(note, worksByNote).add(now.work()));
                            });
        }
        List<String> notes = new ArrayList<>();
        worksByNote.forEach(
                (note, of) ->
                        notes.add(
                                of.equals(works)
                                        ? note
                                        : "%s (%s)".formatted(note, String.join(", ", of))));
        return notes;
    }

    private static Set<String> worksOf(String note, Map<String, Set<String>> worksByNote) {
        return worksByNote.computeIfAbsent(note, n -> new LinkedHashSet<>());
    }

    // What the earlier report does not say may have been the same.
    private static Map<String, String> known(Map<String, String> then, Map<String, String> now) {
        Map<String, String> known = new HashMap<>(now);
        known.keySet().retainAll(then.keySet());
        return known;
    }

    private static Predicate<TrialSpec> isSameKindAs(TrialSpec now) {
        return then ->
                then.subject().equals(now.subject())
                        && then.work().equals(now.work())
                        && KINDS.stream()
                                .allMatch(
                                        name ->
                                                Objects.equals(
                                                        then.parameters().get(name),
                                                        now.parameters().get(name)));
    }

    private static List<String> differences(Map<String, String> before, Map<String, String> now) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> all = new ArrayList<>();
        for (String name : names) {
            String was = before.getOrDefault(name, NONE);
            String is = now.getOrDefault(name, NONE);
            boolean isOfWords = Environment.OF_WORDS.contains(name);
            if (isOfWords ? !words(was).equals(words(is)) : !was.equals(is)) {
                all.add(
                        "%s was %s, is %s"
                                .formatted(
                                        name,
                                        isOfWords ? without(is, was) : was,
                                        isOfWords ? without(was, is) : is));
            }
        }
        return all;
    }

    private static Set<String> words(String text) {
        return new LinkedHashSet<>(List.of(text.split(" ")));
    }

    /** The words of a text that another has not: of many flags, one. */
    private static String without(String other, String text) {
        Set<String> rest = words(text);
        rest.removeAll(words(other));
        return rest.isEmpty() ? NONE : String.join(" ", rest);
    }
}
