package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.publisher.source.TradeSource;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;
import java.util.BitSet;

/**
 * Reads its own copy of a tape beside what a reader is told: every trade must be the tape's, field
 * by field, and in its place; which of them were passed over is kept. Keeps no trade.
 */
final class TapeWitness implements TradeListener {
    private final NumberedTape tape;
    private final BitSet passedOver = new BitSet();
    private final BitSet told = new BitSet();
    private long count;
    private long sequence;

    TapeWitness(TradeSource tape) {
        this.tape = new NumberedTape(tape);
    }

    @Override
    public void onTrade(Trade trade) {
        if (trade.sequence() <= sequence) {
            throw new AssertionError(trade.sequence() + " was told after " + sequence);
        }
        while (sequence < trade.sequence()) {
            if (!next()) {
                throw new AssertionError(trade.sequence() + " is beyond the tape's " + sequence);
            }
            if (sequence < trade.sequence()) {
                passedOver.set(Math.toIntExact(sequence));
            }
        }
        if (sequence != trade.sequence() || !isTheTapes(trade)) {
            throw new AssertionError("another trade was told at " + trade.sequence());
        }
        told.set((int) sequence);
        count++;
    }

    private boolean next() {
        boolean more = tape.advance();
        sequence = tape.sequence();
        return more;
    }

    private boolean isTheTapes(Trade trade) {
        return trade.timeNs() == tape.tape.timeNs()
                && trade.price() == tape.tape.price()
                && trade.quantity() == tape.tape.quantity()
                && trade.side() == tape.tape.side()
                && trade.tradeId() == tape.tape.tradeId()
                && trade.instrument() != null
                && trade.instrument().means(tape.symbol(), tape.venue());
    }

    /** Trades told. */
    long count() {
        return count;
    }

    /** What was not told of the tape is exactly what was reported abandoned. */
    void assertToldAllBut(BitSet abandoned, String what) {
        long last = sequence;
        while (next()) {
            last = sequence;
            passedOver.set(Math.toIntExact(sequence));
        }
        BitSet silent = (BitSet) passedOver.clone();
        silent.andNot(abandoned);
        assertEquals(new BitSet(), silent, what + ": lost in silence, of " + last);
        assertEquals(false, told.intersects(abandoned), what + ": told though abandoned");
    }
}
