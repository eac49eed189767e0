package io.tapewire.latency.work;

import java.util.function.LongPredicate;

/** Finds the highest rate that is sustained, by as few trials as the answer's fineness needs. */
public final class RateSearch {
    private RateSearch() {}

    /**
     * Doubles from the lowest rate until one is not sustained, then halves the interval between
     * until it is fine enough.
     *
     * @param lowest where the search begins, trades a second, above 0
     * @param highest where it ends
     * @param fineness of the answer, as a share of it
     * @param sustains asked once of a rate
     * @return the highest rate found that is sustained; 0 where not even the lowest is
     */
    public static long highest(long lowest, long highest, double fineness, LongPredicate sustains) {
        long good = 0;
        long bad = highest + 1;
        long next = lowest;
        while (next < bad && next > good) {
            if (sustains.test(next)) {
                good = next;
            } else {
                bad = next;
            }
            if (good == 0 || bad - good <= fineness * good) {
                return good;
            }
            next = bad > highest ? Math.min(2 * good, highest) : good + (bad - good) / 2;
        }
        return good;
    }
}
