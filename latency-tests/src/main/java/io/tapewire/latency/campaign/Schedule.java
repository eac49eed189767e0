package io.tapewire.latency.campaign;

import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The order of trials. What is compared runs in turns, A B B A, so that whatever drifts meets both
 * alike; which of them comes first is thrown anew, by seed, each time.
 */
public final class Schedule {
    private Schedule() {}

    /**
     * An order. Specs that are compared with each other, directly or through others, run beside
     * each other.
     *
     * @param compared sets of specs that are compared
     * @param once specs that run in the first round only
     * @param pairs how often each of the others runs
     * @param seed the same seed, the same order
     */
    public static List<Slot> of(
            List<Set<TrialSpec>> compared, Set<TrialSpec> once, int pairs, long seed) {
        // Scrambled: the first throws of small seeds are all alike.
        Random random = new Random(new SplittableRandom(seed).nextLong());
        List<List<TrialSpec>> groups = groups(compared, once);
        List<Slot> slots = new ArrayList<>();
        once.forEach(spec -> slots.add(new Slot(0, spec)));
        for (int pair = 0; pair < pairs; pair += 2) {
            Collections.shuffle(groups, random);
            for (List<TrialSpec> group : groups) {
                Collections.shuffle(group, random);
                for (TrialSpec spec : group) {
                    slots.add(new Slot(pair, spec));
                }
                for (int i = group.size() - 1; i >= 0 && pair + 1 < pairs; i--) {
                    slots.add(new Slot(pair + 1, group.get(i)));
                }
            }
        }
        return slots;
    }

    private static List<List<TrialSpec>> groups(
            List<Set<TrialSpec>> compared, Set<TrialSpec> once) {
        List<Set<TrialSpec>> groups = new ArrayList<>();
        for (Collection<TrialSpec> specs : compared) {
            Set<TrialSpec> joined = new LinkedHashSet<>(specs);
            joined.removeAll(once);
            groups.removeIf(
                    group -> !Collections.disjoint(group, joined) && joined.addAll(group) | true);
            if (!joined.isEmpty()) {
                groups.add(joined);
            }
        }
        List<List<TrialSpec>> lists = new ArrayList<>();
        groups.forEach(group -> lists.add(new ArrayList<>(group)));
        return lists;
    }
}
