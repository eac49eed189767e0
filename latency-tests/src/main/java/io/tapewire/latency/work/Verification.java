package io.tapewire.latency.work;

import io.tapewire.latency.subject.TradeSink;
import io.tapewire.latency.subject.TradeTable;

/**
 * Whether every trade came once, in its turn, and said what it was sent with. Costs three
 * multiplications a trade that wait for nothing, the same for every subject. For one thread.
 */
final class Verification implements TradeSink {
    // 2^64 / phi, and two primes of xxHash64: odd, with bits all over.
    private static final long NUMBERS = 0x9E3779B97F4A7C15L;
    private static final long PRICES = 0xC2B2AE3D27D4EB4FL;
    private static final long QUANTITIES = 0x165667B19E3779F9L;

    private final long[] next;
    private long received;
    private long holes;
    private long doubles;
    private long digest;

    /**
     * @param feeds that the trades are dealt to in turn, each in order by itself
     */
    Verification(int feeds) {
        next = new long[feeds];
        reset();
    }

    void reset() {
        for (int feed = 0; feed < next.length; feed++) {
            next[feed] = feed + 1;
        }
        received = 0;
        holes = 0;
        doubles = 0;
        digest = 0;
    }

    @Override
    public void onTrade(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        int feed = next.length == 1 ? 0 : (int) ((number - 1) % next.length);
        if (number != next[feed]) {
            onOutOfTurn(feed, number);
        }
        next[feed] = number + next.length;
        received++;
        long content = price * PRICES + quantity * QUANTITIES + ((long) instrument << 2 | side);
        digest += content ^ number * NUMBERS;
    }

    private void onOutOfTurn(int feed, long number) {
        if (number > next[feed]) {
            holes += (number - next[feed]) / next.length;
        } else {
            doubles++;
        }
    }

    long received() {
        return received;
    }

    long doubles() {
        return doubles;
    }

    /** Those that did not come of so many sent. */
    long lost(long sent) {
        return Math.max(0, sent - received + doubles);
    }

    /**
     * To be asked where the clock runs no more: goes over all trades again.
     *
     * @param sent by the other end, numbered from 1
     * @return why the trades may not be believed, one sentence; empty where they may
     */
    String verdict(long sent, TradeTable trades) {
        if (received != sent || holes > 0 || doubles > 0) {
            return "Of %d trades sent %d arrived: %d were lost, %d came out of their turn or twice."
                    .formatted(sent, received, lost(sent), doubles);
        }
        Verification expected = new Verification(next.length);
        for (long number = 1; number <= sent; number++) {
            trades.tell(expected, 0, number);
        }
        return expected.digest == digest
                ? ""
                : "All %d trades arrived, but not with the content they were sent with."
                        .formatted(sent);
    }
}
