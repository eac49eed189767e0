package io.tapewire.latency.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which trials of two sides are divided by each other: those that found their CPUs equally far
 * apart, of the same round where there are such, else of rounds as near as can be. None is taken
 * twice.
 */
final class Pairing {
    /** Of two sides, each alike the other but for what it measures. */
    record Pair(Taken ours, Taken theirs) {
        boolean isLike(Pair other) {
            return Pairing.isLike(ours, other.ours);
        }
    }

    private Pairing() {}

    /** In the order of ours; what finds no other is left out. */
    static List<Pair> of(List<Taken> ours, List<Taken> theirs) {
        List<Taken> free = new ArrayList<>(theirs);
        Taken[] found = new Taken[ours.size()];
        int farthest =
                Stream.concat(ours.stream(), theirs.stream()).mapToInt(Taken::pair).max().orElse(0);
        for (int rounds = 0; rounds <= farthest; rounds++) {
            for (int i = 0; i < found.length; i++) {
                found[i] = found[i] == null ? take(free, ours.get(i), rounds) : found[i];
            }
        }
        return IntStream.range(0, found.length)
                .filter(i -> found[i] != null)
                .mapToObj(i -> new Pair(ours.get(i), found[i]))
                .toList();
    }

    private static Taken take(List<Taken> free, Taken one, int rounds) {
        for (Taken other : free) {
            if (Math.abs(other.pair() - one.pair()) == rounds && isLike(one, other)) {
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
