package io.tapewire.subscriber;

/** When frames arrived first: of the latest few thousand. Later arrivals are measured by it. */
final class ArrivalTimes {
    static final long UNKNOWN = Long.MIN_VALUE;

    private static final int SIZE = 1 << 12;

    private final long[] sequences = new long[SIZE];
    private final int[] feedIds = new int[SIZE];
    private final long[] timesNs = new long[SIZE];

    void put(int feedId, long sequence, long timeNs) {
        int index = index(feedId, sequence);
        sequences[index] = sequence;
        feedIds[index] = feedId;
        timesNs[index] = timeNs;
    }

    /**
     * @return {@link #UNKNOWN} where it was forgotten, or the lines are cut into frames otherwise
     */
    long get(int feedId, long sequence) {
        int index = index(feedId, sequence);
        boolean known = sequences[index] == sequence && feedIds[index] == feedId;
        return known ? timesNs[index] : UNKNOWN;
    }

    private static int index(int feedId, long sequence) {
        long mixed = (sequence * 31 + feedId) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 52) & SIZE - 1;
    }
}
