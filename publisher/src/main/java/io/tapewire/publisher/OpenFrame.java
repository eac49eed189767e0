package io.tapewire.publisher;

import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frame that is being filled, with items of one kind, and the numbering of the session: items
 * take their sequences when their frame is sealed.
 *
 * <p>Frames are made in one place, whose memory stays in the nearest cache, and copied into the
 * ring when they have been offered. Made in the ring, whose memory has always left the caches since
 * it was last written, the checksum and the copy into Aeron's log would wait for it.
 */
final class OpenFrame {
    private enum Kind {
        NONE,
        TRADES,
        DEFINITIONS
    }

    private final RetransmitRing ring;
    private final UnsafeBuffer buffer;
    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private Kind kind = Kind.NONE;
    private long nextSequence;
    private long firstSequence;
    private int lengthBytes;
    private boolean isOfDefinitions;
    private boolean unkept;

    /**
     * @param ring that keeps the frames
     * @param startSequence of the first item to come
     */
    OpenFrame(FrameSealer sealer, RetransmitRing ring, long startSequence, int maxLengthBytes) {
        this.ring = ring;
        this.nextSequence = startSequence;
        this.buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(maxLengthBytes, 64));
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
            keep();
            trades.begin(buffer, 0);
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
            keep();
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
        isOfDefinitions = kind == Kind.DEFINITIONS;
        int items = isOfDefinitions ? definitions.count() : trades.count();
        firstSequence = nextSequence;
        lengthBytes =
                isOfDefinitions
                        ? definitions.seal(nextSequence, sealTimeNs)
                        : trades.seal(nextSequence, sealTimeNs);
        nextSequence += items;
        kind = Kind.NONE;
        unkept = true;
        return lengthBytes;
    }

    /**
     * Has the ring keep the frame that was sealed last, unless it does already: before any wait for
     * readers, otherwise after the turn in which the driver may send it, and at the latest when the
     * next one is begun.
     */
    void keep() {
        if (!unkept) {
            return;
        }
        unkept = false;
        ring.keep(buffer, lengthBytes, firstSequence, (int) (nextSequence - firstSequence));
        if (isOfDefinitions) {
            ring.keepDefinitions(buffer, 0, lengthBytes);
        }
    }

    /** Begins with the frame sealed last, until the next one is begun. */
    DirectBuffer buffer() {
        return buffer;
    }

    long nextSequence() {
        return nextSequence;
    }
}
