package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeDigest;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;
import org.agrona.collections.LongArrayList;

/** Trades in the order in which they were published or told: sequence and content of each. */
final class Told implements TradeListener {
    private final LongArrayList sequences = new LongArrayList();
    private final LongArrayList contents = new LongArrayList();
    private final LongArrayList sealTimesNs = new LongArrayList();
    private long undefined;

    void add(
            long sequence,
            long timeNs,
            long instrumentHash,
            long price,
            long quantity,
            Side side,
            long tradeId) {
        TradeDigest digest = new TradeDigest();
        digest.add(timeNs, instrumentHash, price, quantity, side, tradeId);
        sequences.addLong(sequence);
        contents.addLong(digest.value());
    }

    /** The trade that the tape stands at. */
    void add(NumberedTape tape) {
        add(
                tape.sequence(),
                tape.tape.timeNs(),
                new Instrument(tape.tape.instrument(), tape.symbol(), tape.venue()).contentHash(),
                tape.tape.price(),
                tape.tape.quantity(),
                tape.tape.side(),
                tape.tape.tradeId());
    }

    @Override
    public void onTrade(Trade trade) {
        Instrument instrument = trade.instrument();
        if (instrument == null) {
            undefined++;
        }
        add(
                trade.sequence(),
                trade.timeNs(),
                instrument == null ? 0 : instrument.contentHash(),
                trade.price(),
                trade.quantity(),
                trade.side(),
                trade.tradeId());
        sealTimesNs.addLong(trade.sealTimeNs());
    }

    int count() {
        return sequences.size();
    }

    long sequence(int index) {
        return sequences.getLong(index);
    }

    long sealTimeNs(int index) {
        return sealTimesNs.getLong(index);
    }

    /** Index of the first trade of this sequence or a later one. */
    int indexOf(long sequence) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sequence(middle) < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** These are exactly the others from an index on, each with its instrument. */
    void assertIsTailOf(Told all, int from, String what) {
        int common = Math.min(count(), all.count() - from);
        for (int i = 0; i < common; i++) {
            if (sequence(i) != all.sequence(from + i)) {
                assertEquals(all.sequence(from + i), sequence(i), what + ": sequence at " + i);
            }
            if (contents.getLong(i) != all.contents.getLong(from + i)) {
                throw new AssertionError(what + ": another trade at " + all.sequence(from + i));
            }
        }
        assertEquals(all.count() - from, count(), what + ": trades");
        assertEquals(0, undefined, what + ": trades without an instrument");
    }
}
