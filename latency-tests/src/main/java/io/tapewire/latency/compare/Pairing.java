package io.tapewire.latency.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * Which trials of two sides are divided by each other: those of one round, or else of any, whose
 * CPUs were equally far apart. None is taken twice.
 */
final class Pairing {
    /** Two trials that are alike but for what they measure. */
    record Pair(Taken above, Taken below) {}

    private Pairing() {}

    /** In the order of those above; what finds none is left out. */
    static List<Pair> of(List<Taken> above, List<Taken> below) {
        List<Taken> free = new ArrayList<>(below);
        Taken[] found = new Taken[above.size()];
        for (boolean sameRound : new boolean[] {true, false}) {
            for (int i = 0; i < found.length; i++) {
                found[i] = found[i] == null ? take(free, above.get(i), sameRound) : found[i];
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i] != null) {
                pairs.add(new Pair(above.get(i), found[i]));
            }
        }
        return pairs;
    }

    private static Taken take(List<Taken> free, Taken one, boolean sameRound) {
        for (Taken other : free) {
            if ((other.pair() == one.pair() || !sameRound) && isLike(one, other)) {
                free.remove(other);
                return other;
            }
        }
        return null;
    }

    static boolean isLike(Taken one, Taken other) {
        return CpuDistance.of(one.trial()).isLike(CpuDistance.of(other.trial()));
    }
}
