package io.tapewire.latency.local;

import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.TradeFrameEncoder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the frames of one session of one feed, one after the other, in one buffer. */
final class FrameSource {
    private static final long SESSION = 1_767_623_400_000_000_000L;

    private final UnsafeBuffer buffer;
    private final SampleTrades sample;
    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private final int tradesPerFrame;
    private long nextSequence = 1;
    private long nextTrade;
    private int lengthBytes;

    FrameSource(int feedId, FrameShape shape, SampleTrades sample) {
        this(feedId, shape, sample, newBuffer(shape, 1));
    }

    /**
     * @param buffer of {@link #newBuffer}, which sources may share
     */
    FrameSource(int feedId, FrameShape shape, SampleTrades sample, UnsafeBuffer buffer) {
        this.sample = sample;
        this.buffer = buffer;
        FrameSealer sealer = new FrameSealer(feedId, SESSION);
        trades = new TradeFrameEncoder(sealer, shape.maxLengthBytes());
        definitions = new DefinitionFrameEncoder(sealer, shape.maxLengthBytes());
        tradesPerFrame = shape.trades();
    }

    /** Room for so many frames. */
    static UnsafeBuffer newBuffer(FrameShape shape, int frames) {
        return new UnsafeBuffer(
                BufferUtil.allocateDirectAligned(frames * shape.maxLengthBytes(), 64));
    }

    /** Hands on the definitions of all instruments. */
    void define(FrameHandler handler) {
        int id = 0;
        while (id < sample.instrumentCount()) {
            definitions.begin(buffer, 0);
            int first = id;
            while (id < sample.instrumentCount() && !definitions.isFull()) {
                definitions.add(new Instrument(id, sample.symbol(id), sample.venue(id)));
                id++;
            }
            lengthBytes = definitions.seal(nextSequence, SESSION);
            nextSequence += id - first;
            handler.onFrame(buffer, 0, lengthBytes, 0);
        }
    }

    /** Makes the next frame of trades. */
    void next() {
        next(0);
    }

    /** The same at some place of the buffer. */
    void next(int offset) {
        trades.begin(buffer, offset);
        sample.add(nextTrade, tradesPerFrame, trades);
        nextTrade += tradesPerFrame;
        lengthBytes = trades.seal(nextSequence, SESSION);
        nextSequence += tradesPerFrame;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int lengthBytes() {
        return lengthBytes;
    }
}
