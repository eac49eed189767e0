package io.tapewire.driver;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Some frames that readers are to see at once.
 *
 * <p>A reader that is quicker than the publisher asks over and over for the line of memory in which
 * the next frame will begin, and takes it away each time that the publisher writes to it. Of a
 * block that is the first frame's alone.
 *
 * <p>For one thread. Frames are made at {@link #nextOffset}, then added; all but the last are
 * equally long.
 */
public final class FrameBlock {
    /** More are never in a block. */
    static final int FRAMES_MOST = 4;

    /** Of a nearest cache, which holds more besides. */
    private static final int BYTES_MOST = 8 << 10;

    private final int stride;
    private final int framesMost;
    private final UnsafeBuffer buffer;
    private int count;
    private int lengthBytes;
    private int lastLengthBytes;

    /**
     * @param maxLengthBytes of a frame
     */
    public FrameBlock(int maxLengthBytes) {
        stride = BitUtil.align(maxLengthBytes, BitUtil.CACHE_LINE_LENGTH);
        framesMost = Math.max(1, Math.min(FRAMES_MOST, BYTES_MOST / stride));
        buffer =
                new UnsafeBuffer(
                        BufferUtil.allocateDirectAligned(
                                framesMost * stride, BitUtil.CACHE_LINE_LENGTH));
    }

    /** Outside the Java heap. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Where the next frame is to begin; has room for the longest, unless the block is full. */
    public int nextOffset() {
        return offset(count);
    }

    /** Takes the frame that begins at {@link #nextOffset}. */
    public void add(int addedBytes) {
        assert !isFull() && (count < 2 || lastLengthBytes == lengthBytes);
        if (count == 0) {
            lengthBytes = addedBytes;
        }
        lastLengthBytes = addedBytes;
        count++;
    }

    /** Whether it takes no further frame. */
    public boolean isFull() {
        return count == framesMost;
    }

    /** Frames in it. */
    public int count() {
        return count;
    }

    /** Where a frame begins, the first is 0. */
    public int offset(int frame) {
        return frame * stride;
    }

    /** Of a frame, the first is 0. */
    public int lengthBytes(int frame) {
        return frame == count - 1 ? lastLengthBytes : lengthBytes;
    }

    /** Forgets the frames. */
    public void clear() {
        count = 0;
    }
}
