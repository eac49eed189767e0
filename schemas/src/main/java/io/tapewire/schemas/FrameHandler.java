package io.tapewire.schemas;

import org.agrona.DirectBuffer;

/**
 * Takes frames, one at a time: the joint on which everything right of the bus hangs. A live
 * subscription and a journal reader call it; a decoder, a journal writer and a re-publisher
 * implement it, and cannot tell who calls.
 *
 * <p>Called by one thread. The frame was checked by {@link FrameDecoder#wrap} before; the bytes are
 * valid, and must not be changed, during the call.
 */
@FunctionalInterface
public interface FrameHandler {
    /**
     * @param buffer holds the frame, outside the Java heap
     * @param offset of its first byte
     * @param lengthBytes of the whole frame
     * @param fromSequence items numbered below it were handed on before, in a frame cut otherwise;
     *     0 where there are none such
     * @return true once taken; false for "not now": nothing was taken, and the same frame will be
     *     offered again before any later one
     */
    boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence);
}
