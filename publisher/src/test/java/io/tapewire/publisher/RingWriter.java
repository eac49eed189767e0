package io.tapewire.publisher;

import io.tapewire.schemas.ControlFrameEncoder;
import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes frames of any size in a ring, as a publisher does. */
final class RingWriter {
    static final int FEED_ID = 7;
    static final long SESSION = 1_760_000_000_000_000_000L;

    final RetransmitRing ring;
    private final UnsafeBuffer buffer;
    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private final ControlFrameEncoder control;
    private long next = 1;
    private int lengthBytes;

    RingWriter(int capacity, int maxLength) {
        FrameSealer sealer = new FrameSealer(FEED_ID, SESSION);
        this.buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(maxLength, 64));
        this.ring = new RetransmitRing(FEED_ID, SESSION, 1, capacity, maxLength);
        this.trades = new TradeFrameEncoder(sealer, maxLength);
        this.definitions = new DefinitionFrameEncoder(sealer, maxLength);
        this.control = new ControlFrameEncoder(sealer);
    }

    int maxTrades() {
        return trades.maxTrades();
    }

    RingWriter trades(int count) {
        trades.begin(buffer, 0);
        for (int i = 0; i < count; i++) {
            trades.add(next + i, 0, next + i, 2 * next, Side.BUY, 3 * next, 0);
        }
        lengthBytes = trades.seal(next, next);
        ring.keep(buffer, 0, lengthBytes);
        next += count;
        return this;
    }

    RingWriter definitions(int count) {
        definitions.begin(buffer, 0);
        for (int i = 0; i < count; i++) {
            definitions.add(new Instrument(i, "S" + i, ""));
        }
        lengthBytes = definitions.seal(next, next);
        ring.keep(buffer, 0, lengthBytes);
        ring.keepDefinitions(buffer, 0, lengthBytes);
        next += count;
        return this;
    }

    RingWriter end() {
        UnsafeBuffer frame =
                new UnsafeBuffer(
                        BufferUtil.allocateDirectAligned(ControlFrameEncoder.MAX_LENGTH, 64));
        int length = control.sessionEnd(frame, 0, next - 1, true, next);
        ring.keepSessionEnd(frame, 0, length);
        return this;
    }

    /** The frame made last. */
    byte[] bytes() {
        byte[] frame = new byte[lengthBytes];
        buffer.getBytes(0, frame);
        return frame;
    }

    long next() {
        return next;
    }
}
