package io.tapewire.latency.command;

import io.tapewire.latency.campaign.Schedule;
import io.tapewire.latency.campaign.Slot;
import io.tapewire.latency.compare.Comparison;
import io.tapewire.latency.compare.Comparisons;
import io.tapewire.latency.compare.Floors;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which trials {@code compare} runs, and when. */
final class Plan {
    private final Set<TrialSpec> onceIfChosen;
    private final Floors floors;

    /**
     * @param list of all comparisons
     * @param common parameters of every trial
     */
    Plan(Comparisons list, Map<String, String> common) {
        this.onceIfChosen = list.once();
        this.floors = new Floors(common);
    }

    /**
     * @param rounds of each comparison
     * @param isWhole whether all are compared, and all floors stand beside them; else only that by
     *     which percentiles are marked
     * @param seed of the order
     */
    List<Slot> slots(List<Comparison> chosen, int rounds, boolean isWhole, long seed) {
        List<Set<TrialSpec>> compared = new ArrayList<>();
        for (Comparison comparison : chosen) {
            if (comparison.isRatio()) {
                compared.add(comparison.specs());
            } else {
                // Trials of different work: nothing of them is divided.
                comparison.specs().forEach(spec -> compared.add(Set.of(spec)));
            }
        }
        Set<TrialSpec> all = specs(chosen);
        Set<TrialSpec> once = new LinkedHashSet<>(onceIfChosen);
        once.retainAll(all);
        if (isWhole) {
            once.addAll(floors.all());
        } else if (all.stream().anyMatch(Floors::marks)) {
            once.add(floors.jitter());
        }
        return Schedule.of(compared, once, rounds, seed);
    }

    /** Of these comparisons, each once. */
    static Set<TrialSpec> specs(List<Comparison> comparisons) {
        Set<TrialSpec> all = new LinkedHashSet<>();
        comparisons.forEach(comparison -> all.addAll(comparison.specs()));
        return all;
    }
}
