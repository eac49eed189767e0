package io.tapewire.subscriber.recovery;

import io.tapewire.schemas.sbe.RecoveryResult;
import org.agrona.DirectBuffer;

/** Takes what a source answers, on the thread that polls it. */
public interface RecoveryHandler {
    /**
     * A frame of an answer: sound by itself, and not yet known to be one that was asked for.
     *
     * @param buffer valid during the call
     */
    void onFrame(DirectBuffer buffer, int offset, int length);

    /**
     * An answer is over: all its frames came before.
     *
     * @param requestId of the request
     * @param result {@link RecoveryResult#NULL_VAL} where a newer source answers what this version
     *     does not know
     * @param fromSequence that was asked for
     * @param firstSequence the oldest that the source still has; 0 where it has nothing
     * @param nextSequence of the item after the newest that the source has; 0 where it has nothing
     */
    void onEnd(
            long requestId,
            RecoveryResult result,
            int feedId,
            long session,
            long fromSequence,
            long firstSequence,
            long nextSequence);
}
