package io.tapewire.publisher;

import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The frame that is being filled, with items of one kind, and the numbering of the session: items
 * take their sequences when their frame is sealed.
 */
final class OpenFrame {
    private enum Kind {
        NONE,
        TRADES,
        DEFINITIONS
    }

    private final MutableDirectBuffer buffer;
    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private Kind kind = Kind.NONE;
    private long nextSequence = 1;

    /**
     * @param buffer has room for the greatest length
     */
    OpenFrame(FrameSealer sealer, MutableDirectBuffer buffer, int maxLengthBytes) {
        this.buffer = buffer;
        this.trades = new TradeFrameEncoder(sealer, maxLengthBytes);
        this.definitions = new DefinitionFrameEncoder(sealer, maxLengthBytes);
    }

    boolean isEmpty() {
        return kind == Kind.NONE;
    }

    boolean takesTrades() {
        return kind != Kind.DEFINITIONS;
    }

    boolean takesDefinitions() {
        return kind != Kind.TRADES;
    }

    /**
     * @return whether the frame is full now
     */
    boolean add(long timeNs, int instrumentId, long price, long quantity, Side side, long tradeId) {
        if (kind == Kind.NONE) {
            trades.begin(buffer, 0);
            kind = Kind.TRADES;
        }
        trades.add(timeNs, instrumentId, price, quantity, side, tradeId, 0);
        return trades.isFull();
    }

    /**
     * @return whether the frame is full now
     */
    boolean add(Instrument instrument) {
        if (kind == Kind.NONE) {
            definitions.begin(buffer, 0);
            kind = Kind.DEFINITIONS;
        }
        definitions.add(instrument);
        return definitions.isFull();
    }

    /**
     * Numbers the items and seals the frame, which must not be empty.
     *
     * @return its length in bytes
     */
    int seal(long sealTimeNs) {
        boolean isTrades = kind == Kind.TRADES;
        int items = isTrades ? trades.count() : definitions.count();
        int lengthBytes =
                isTrades
                        ? trades.seal(nextSequence, sealTimeNs)
                        : definitions.seal(nextSequence, sealTimeNs);
        nextSequence += items;
        kind = Kind.NONE;
        return lengthBytes;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    long nextSequence() {
        return nextSequence;
    }
}
