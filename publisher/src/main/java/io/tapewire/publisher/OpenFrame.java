package io.tapewire.publisher;

import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import org.agrona.DirectBuffer;

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

    private final RetransmitRing ring;
    private final int maxLengthBytes;
    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private Kind kind = Kind.NONE;
    private long nextSequence;
    private int offset;

    /**
     * @param ring in which the frames are made, and kept
     * @param startSequence of the first item to come
     */
    OpenFrame(FrameSealer sealer, RetransmitRing ring, long startSequence, int maxLengthBytes) {
        this.ring = ring;
        this.nextSequence = startSequence;
        this.maxLengthBytes = maxLengthBytes;
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
    boolean add(
            long timeNs,
            int instrumentId,
            long price,
            long quantity,
            Side side,
            long tradeId,
            int conditions) {
        if (kind == Kind.NONE) {
            trades.begin(ring.buffer(), claim());
            kind = Kind.TRADES;
        }
        trades.add(timeNs, instrumentId, price, quantity, side, tradeId, conditions);
        return trades.isFull();
    }

    /**
     * @return whether the frame is full now
     */
    boolean add(Instrument instrument) {
        if (kind == Kind.NONE) {
            definitions.begin(ring.buffer(), claim());
            kind = Kind.DEFINITIONS;
        }
        definitions.add(instrument);
        return definitions.isFull();
    }

    /**
     * Numbers the items, seals the frame, which must not be empty, and lets the ring keep it.
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
        ring.commit(lengthBytes, nextSequence, items);
        if (!isTrades) {
            ring.keepDefinitions(ring.buffer(), offset, lengthBytes);
        }
        nextSequence += items;
        kind = Kind.NONE;
        return lengthBytes;
    }

    private int claim() {
        offset = ring.claim(maxLengthBytes);
        return offset;
    }

    /** Holds the frame sealed last, until the next one is begun. */
    DirectBuffer buffer() {
        return ring.buffer();
    }

    /** Of the first byte of the frame sealed last. */
    int offset() {
        return offset;
    }

    long nextSequence() {
        return nextSequence;
    }
}
