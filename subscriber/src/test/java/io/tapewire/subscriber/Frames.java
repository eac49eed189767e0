package io.tapewire.subscriber;

import io.tapewire.schemas.ControlFrameEncoder;
import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the frames of one session by hand and hands them in. A trade's price is its sequence. */
final class Frames {
    static final int MAX_LENGTH = 1376;

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_LENGTH, 64));
    private final FrameHandler target;
    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private final ControlFrameEncoder control;

    Frames(FrameHandler target, int feedId, long session) {
        FrameSealer sealer = new FrameSealer(feedId, session);
        this.target = target;
        this.trades = new TradeFrameEncoder(sealer, MAX_LENGTH);
        this.definitions = new DefinitionFrameEncoder(sealer, MAX_LENGTH);
        this.control = new ControlFrameEncoder(sealer);
    }

    boolean trades(long fromSequence, long toSequence) {
        return tradesOf(0, fromSequence, toSequence);
    }

    boolean tradesOf(int instrumentId, long fromSequence, long toSequence) {
        trades.begin(buffer, 0);
        for (long s = fromSequence; s <= toSequence; s++) {
            trades.add(1_000 + s, instrumentId, s, 2 * s, Side.BUY, 3 * s, 0);
        }
        return handIn(trades.seal(fromSequence, 77));
    }

    boolean definition(long sequence, Instrument instrument) {
        definitions.begin(buffer, 0);
        definitions.add(instrument);
        return handIn(definitions.seal(sequence, 77));
    }

    boolean repeat(long nextSequence, Instrument instrument) {
        definitions.begin(buffer, 0);
        definitions.add(instrument);
        return handIn(definitions.sealRepeat(nextSequence, 77));
    }

    boolean heartbeat(long nextSequence) {
        return handIn(control.heartbeat(buffer, 0, nextSequence, 1_000, 77));
    }

    boolean end(long lastSequence, boolean complete) {
        return handIn(control.sessionEnd(buffer, 0, lastSequence, complete, 77));
    }

    private boolean handIn(int lengthBytes) {
        return target.onFrame(buffer, 0, lengthBytes, 0);
    }
}
