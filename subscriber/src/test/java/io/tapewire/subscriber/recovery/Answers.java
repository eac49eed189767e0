package io.tapewire.subscriber.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.sbe.RecoveryResult;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/** Collects what a source answers. */
final class Answers implements RecoveryHandler {
    record End(
            long requestId,
            RecoveryResult result,
            int feedId,
            long session,
            long fromSequence,
            long firstSequence,
            long nextSequence) {}

    final List<byte[]> frames = new ArrayList<>();
    final List<End> ends = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder();

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int length) {
        assertEquals(FrameStatus.OK, decoder.wrap(buffer, offset, length));
        byte[] frame = new byte[length];
        buffer.getBytes(offset, frame);
        frames.add(frame);
    }

    @Override
    public void onEnd(
            long requestId,
            RecoveryResult result,
            int feedId,
            long session,
            long fromSequence,
            long firstSequence,
            long nextSequence) {
        ends.add(
                new End(
                        requestId,
                        result,
                        feedId,
                        session,
                        fromSequence,
                        firstSequence,
                        nextSequence));
    }

    void clear() {
        frames.clear();
        ends.clear();
    }
}
