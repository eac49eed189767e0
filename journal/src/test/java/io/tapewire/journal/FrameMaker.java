package io.tapewire.journal;

import io.tapewire.schemas.ControlFrameEncoder;
import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes the frames of one session of one feed, one after the other, numbered without holes. */
final class FrameMaker {
    static final int MAX_LENGTH = 1408;

    final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_LENGTH));
    final int feedId;
    final long session;
    int lengthBytes;
    long nextSequence = 1;
    long sealTimeNs;

    private final TradeFrameEncoder trades;
    private final DefinitionFrameEncoder definitions;
    private final ControlFrameEncoder controls;

    FrameMaker(int feedId, long session) {
        FrameSealer sealer = new FrameSealer(feedId, session);
        this.feedId = feedId;
        this.session = session;
        this.sealTimeNs = session;
        trades = new TradeFrameEncoder(sealer, MAX_LENGTH);
        definitions = new DefinitionFrameEncoder(sealer, MAX_LENGTH);
        controls = new ControlFrameEncoder(sealer);
    }

    FrameMaker trades(int count) {
        trades.begin(buffer, 0);
        for (int i = 0; i < count; i++) {
            trades.add(sealTimeNs, 0, nextSequence + i, 1, Side.BUY, nextSequence + i, 0);
        }
        lengthBytes = trades.seal(nextSequence, sealTimeNs++);
        nextSequence += count;
        return this;
    }

    FrameMaker definitions(int firstId, int count) {
        fillDefinitions(firstId, count);
        lengthBytes = definitions.seal(nextSequence, sealTimeNs++);
        nextSequence += count;
        return this;
    }

    FrameMaker repeat(int firstId, int count) {
        fillDefinitions(firstId, count);
        lengthBytes = definitions.sealRepeat(nextSequence, sealTimeNs++);
        return this;
    }

    FrameMaker heartbeat() {
        lengthBytes = controls.heartbeat(buffer, 0, nextSequence, 1_000_000, sealTimeNs++);
        return this;
    }

    FrameMaker end() {
        lengthBytes = controls.sessionEnd(buffer, 0, nextSequence - 1, true, sealTimeNs++);
        return this;
    }

    boolean into(FrameHandler handler) {
        return handler.onFrame(buffer, 0, lengthBytes, 0);
    }

    byte[] bytes() {
        byte[] bytes = new byte[lengthBytes];
        buffer.getBytes(0, bytes);
        return bytes;
    }

    private void fillDefinitions(int firstId, int count) {
        definitions.begin(buffer, 0);
        for (int id = firstId; id < firstId + count; id++) {
            definitions.add(new Instrument(id, "SYM" + id, "XTST"));
        }
    }
}
