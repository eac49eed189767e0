package io.tapewire.latency.compare;

/**
 * A bound that a value is to keep.
 *
 * @param atMost whether less is better and the bound is the most; else more is better and it is the
 *     least
 * @param bound NaN where there is none, and only less or more is said to be better
 */
public record Goal(boolean atMost, double bound) {
    static Goal atMost(double bound) {
        return new Goal(true, bound);
    }

    static Goal atLeast(double bound) {
        return new Goal(false, bound);
    }

    static Goal noneButLess() {
        return new Goal(true, Double.NaN);
    }

    static Goal noneButMore() {
        return new Goal(false, Double.NaN);
    }

    boolean holds(double value) {
        return atMost ? value <= bound : value >= bound;
    }

    /** As it is written in tables; empty where there is none. */
    public String text() {
        if (Double.isNaN(bound)) {
            return "";
        }
        return (atMost ? "≤" : "≥") + Figure.plain(bound);
    }
}
