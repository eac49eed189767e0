package io.tapewire.schemas.pace;

/**
 * Says when each trade is due. Open loop: every time is reckoned from the start, so a trade that
 * went out late moves none of those after it, and rounding never adds up.
 *
 * <p>Reads no clock: its caller hands in values of {@link System#nanoTime}, which may be compared
 * by their difference alone: a trade is due once {@code nowNs - dueNs >= 0}. For one thread;
 * allocates only when made.
 */
public final class Pacer {
    private static final double NS_PER_SECOND = 1e9;

    /** About 146 years: a difference of two times this far apart does not wrap. */
    private static final long MAX_OFFSET_NS = Long.MAX_VALUE / 2;

    private final Pace.Kind kind;
    private final double value;
    private long startNs;
    private long firstTradeTimeNs;

    /**
     * @param pace to keep
     */
    public Pacer(Pace pace) {
        this.kind = pace.kind();
        this.value = pace.value();
    }

    /**
     * Starts the schedule, or starts it again.
     *
     * @param nowNs when the first trade is due
     * @param firstTradeTimeNs its exchange time, ns since the epoch
     */
    public void start(long nowNs, long firstTradeTimeNs) {
        this.startNs = nowNs;
        this.firstTradeTimeNs = firstTradeTimeNs;
    }

    /**
     * @param tradeTimeNs exchange time, ns since the epoch; where it is before an earlier trade's
     *     the trade is due at once
     * @param index trades since the start, 0 for the first
     * @return when the trade is due; the start, thus at once, where the pace is {@code max}
     */
    public long dueNs(long tradeTimeNs, long index) {
        return switch (kind) {
            case MAX -> startNs;
            case TIMES -> startNs + timesOffsetNs(tradeTimeNs);
            case RATE -> startNs + Math.min((long) (index / value * NS_PER_SECOND), MAX_OFFSET_NS);
        };
    }

    private long timesOffsetNs(long tradeTimeNs) {
        if (tradeTimeNs <= firstTradeTimeNs) {
            return 0;
        }
        long offsetNs = tradeTimeNs - firstTradeTimeNs;
        if (offsetNs < 0) {
            return MAX_OFFSET_NS;
        }
        // A division by one in double would round distances of more than 104 days.
        long scaledNs = value == 1 ? offsetNs : (long) (offsetNs / value);
        return Math.min(scaledNs, MAX_OFFSET_NS);
    }
}
