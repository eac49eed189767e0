package io.tapewire.driver.recovery;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import org.agrona.MutableDirectBuffer;

/**
 * How far the answer to one request is: which frame is next, and at the end the result. A frame
 * counts only once it is sent, so that an answer can rest anywhere and go on later.
 */
final class Answer {
    /** No frame is left: the end is to be sent. */
    static final int END = 0;

    /** The frame looked for is not there; others may be. */
    static final int MISSED = -1;

    private static final long NOWHERE = -1;

    private final FrameDecoder frame = new FrameDecoder();
    private final FramesBySequence frames;
    private Request request;
    private long nextSequence;
    private int definitionsSent;
    private boolean sessionEndSent;
    private boolean gone;

    /** What was next in the source where the answer ran out of it. */
    private long ranOutAt;

    Answer(FramesBySequence frames) {
        this.frames = frames;
    }

    void begin(Request newRequest) {
        request = newRequest;
        nextSequence = newRequest.fromSequence;
        definitionsSent = 0;
        sessionEndSent = false;
        gone = false;
        ranOutAt = NOWHERE;
    }

    /**
     * @param target where the next frame is copied to, at 0
     * @return its length in bytes, {@link #MISSED} or {@link #END}
     */
    int copyNext(MutableDirectBuffer target) {
        if (request.kind == RecoveryKind.DEFINITIONS) {
            return frames.copyDefinitions(
                    request.feedId, request.session, definitionsSent, target, 0);
        }
        if (sessionEndSent || nextSequence - request.fromSequence >= request.count) {
            return END;
        }
        // Asked before the copy, so that what is missed below it was really let go.
        long newestNext = frames.nextSequence(request.feedId, request.session);
        int lengthBytes =
                frames.copyFrame(request.feedId, request.session, nextSequence, target, 0);
        if (lengthBytes != FramesBySequence.NOT_THERE) {
            return lengthBytes;
        }
        if (nextSequence >= newestNext) {
            ranOutAt = newestNext;
            return END;
        }
        gone = true;
        nextSequence =
                Math.max(nextSequence + 1, frames.firstSequence(request.feedId, request.session));
        return MISSED;
    }

    /** The frame that was copied has been sent. */
    void sent(MutableDirectBuffer copied, int lengthBytes) {
        definitionsSent++;
        frame.wrapChecked(copied, 0, lengthBytes);
        sessionEndSent = frame.templateId() == FrameDecoder.SESSION_END;
        nextSequence = Math.max(nextSequence, frame.nextSequence());
    }

    /**
     * Below it everything asked for was sent, or is gone. What the source got since it ran out was
     * not looked for, and must not look as if it were not there.
     */
    long answeredBelow() {
        return ranOutAt == NOWHERE
                ? frames.nextSequence(request.feedId, request.session)
                : ranOutAt;
    }

    RecoveryResult result() {
        if (frames.nextSequence(request.feedId, request.session) == 0) {
            return RecoveryResult.UNKNOWN;
        }
        return gone ? RecoveryResult.GONE : RecoveryResult.SERVED;
    }
}
