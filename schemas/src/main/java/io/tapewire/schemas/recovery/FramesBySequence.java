package io.tapewire.schemas.recovery;

import org.agrona.MutableDirectBuffer;

/**
 * Somebody who still has frames: a publisher's retransmit ring, a journal. Called by the one thread
 * that serves recovery, while another goes on writing.
 */
public interface FramesBySequence {
    /** What {@link #copyFrame} answers where the frame is not there. */
    int NOT_THERE = 0;

    /**
     * @return sequence of the oldest item still there; 0 where there is nothing of that session
     */
    long firstSequence(int feedId, long session);

    /**
     * @return sequence of the item after the newest there; 0 where there is nothing of that session
     */
    long nextSequence(int feedId, long session);

    /**
     * Copies the frame that holds an item, verbatim.
     *
     * @param sequence of the item; that of {@link #nextSequence} asks for the session's end
     * @param target with room for the greatest frame at the offset
     * @return length of the frame in bytes, or {@link #NOT_THERE}
     */
    int copyFrame(
            int feedId, long session, long sequence, MutableDirectBuffer target, int targetOffset);

    /**
     * Copies one of the session's frames of definitions, verbatim; none of them is ever let go
     * while the session is held.
     *
     * @param index from 0 in order of sequence
     * @return length of the frame in bytes, or {@link #NOT_THERE} after the last
     */
    int copyDefinitions(
            int feedId, long session, int index, MutableDirectBuffer target, int targetOffset);
}
