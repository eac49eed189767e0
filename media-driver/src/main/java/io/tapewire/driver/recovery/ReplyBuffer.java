package io.tapewire.driver.recovery;

import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.recovery.RecoveryEncoder;
import io.tapewire.schemas.recovery.Sealers;
import io.tapewire.schemas.sbe.RecoveryResult;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Where what is sent next is made; one for all clients, who are served one after the other. */
final class ReplyBuffer {
    private static final int MAX_FRAME_LENGTH = 64 << 10;

    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_FRAME_LENGTH, 64));
    private final RecoveryEncoder encoder = new RecoveryEncoder();
    private final Sealers sealers = new Sealers();
    private final FramesBySequence frames;

    ReplyBuffer(FramesBySequence frames) {
        this.frames = frames;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    /** Makes the end of an answer that holds nothing and returns its length. */
    int busy(Request request) {
        return end(
                request, RecoveryResult.BUSY, frames.nextSequence(request.feedId, request.session));
    }

    /**
     * Makes the end of an answer and returns its length.
     *
     * @param nextSequence below which everything asked for was sent, or is not there
     */
    int end(Request request, RecoveryResult result, long nextSequence) {
        return encoder.end(
                sealers.of(request.feedId, request.session),
                buffer,
                request.requestId,
                result,
                request.fromSequence,
                frames.firstSequence(request.feedId, request.session),
                nextSequence);
    }
}
