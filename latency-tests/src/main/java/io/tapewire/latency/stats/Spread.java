package io.tapewire.latency.stats;

/**
 * A median, and the interval in which the true one lies: 19 times of 20, and of fewer than six
 * values, of which it is the range, less often.
 *
 * @param median NaN where nothing was measured
 * @param low lower end of the interval
 * @param high upper end of the interval
 */
public record Spread(double median, double low, double high) {
    /** Of something that was not measured. */
    public static final Spread NONE = new Spread(Double.NaN, Double.NaN, Double.NaN);
}
