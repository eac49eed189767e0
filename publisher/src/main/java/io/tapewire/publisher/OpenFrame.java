package io.tapewire.publisher;

import io.tapewire.driver.FrameBlock;
import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;

/**
 * The frame that is being filled, with items of one kind, those sealed before it that are to be
 * sent with it, and the numbering of the session: items take their sequences when their frame is
 * sealed.
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

    // A block makes its first frame wait for the others: not worth it for a burst of less.
    private static final int RUN_FRAMES = 16;
    private static final long RUN_GAP_NS = 4_000;

    private final RetransmitRing ring;
    private final FrameBlock block;
    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private Kind kind = Kind.NONE;
    private long nextSequence;
    private boolean isOfDefinitions;
    private boolean isTaken;
    private boolean isKept;
    private int run;
    private long lastFullNs;

    /**
     * @param ring that keeps the frames
     * @param startSequence of the first item to come
     */
    OpenFrame(FrameSealer sealer, RetransmitRing ring, long startSequence, int maxLengthBytes) {
        this.ring = ring;
        this.nextSequence = startSequence;
        this.block = new FrameBlock(maxLengthBytes);
        this.trades = new TradeFrameEncoder(sealer, maxLengthBytes);
        this.definitions = new DefinitionFrameEncoder(sealer, maxLengthBytes);
    }

    /** Whether nothing is to be sent. */
    boolean isEmpty() {
        return kind == Kind.NONE && (isTaken || block.count() == 0);
    }

    boolean takesTrades() {
        return kind != Kind.DEFINITIONS;
    }

    /** Not where trades are to be sent: frames of definitions are sent alone. */
    boolean takesDefinitions() {
        return kind == Kind.DEFINITIONS || isEmpty();
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
            makeRoom();
            trades.begin(block.buffer(), block.nextOffset());
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
            makeRoom();
            definitions.begin(block.buffer(), block.nextOffset());
            kind = Kind.DEFINITIONS;
        }
        definitions.add(instrument);
        return definitions.isFull();
    }

    private void makeRoom() {
        if (isTaken) {
            keep();
            block.clear();
            isTaken = false;
        }
    }

    /**
     * Seals the frame that is full.
     *
     * @return whether it is to be sent at once, with those that wait: where many came in a row, the
     *     readers that are quicker than the publisher get them by blocks
     */
    boolean sealFull(long sealTimeNs) {
        run = sealTimeNs - lastFullNs < RUN_GAP_NS ? Math.min(run + 1, RUN_FRAMES) : 0;
        lastFullNs = sealTimeNs;
        seal(sealTimeNs);
        return run < RUN_FRAMES || block.isFull();
    }

    /** Numbers the items and seals the frame, if one is open. */
    void seal(long sealTimeNs) {
        if (kind == Kind.NONE) {
            return;
        }
        isOfDefinitions = kind == Kind.DEFINITIONS;
        int items = isOfDefinitions ? definitions.count() : trades.count();
        block.add(
                isOfDefinitions
                        ? definitions.seal(nextSequence, sealTimeNs)
                        : trades.seal(nextSequence, sealTimeNs));
        nextSequence += items;
        kind = Kind.NONE;
    }

    /** The frames that were sealed, to be sent; until the next one is begun. */
    FrameBlock take() {
        isTaken = true;
        isKept = false;
        return block;
    }

    /**
     * Has the ring keep the frames that were taken last, unless it does already: before any wait
     * for readers, otherwise after the turn in which the driver may send them, and at the latest
     * when the next one is begun.
     */
    void keep() {
        if (!isTaken || isKept) {
            return;
        }
        isKept = true;
        for (int i = 0; i < block.count(); i++) {
            ring.keep(block.buffer(), block.offset(i), block.lengthBytes(i));
        }
        if (isOfDefinitions) {
            ring.keepDefinitions(block.buffer(), block.offset(0), block.lengthBytes(0));
        }
    }

    long nextSequence() {
        return nextSequence;
    }
}
