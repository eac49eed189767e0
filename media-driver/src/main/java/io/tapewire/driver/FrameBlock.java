package io.tapewire.driver;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.aeron.ExclusivePublication;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Some frames that readers are to see at once: they lie as they will in Aeron's log, one after the
 * other, and before each is room for the header that it has there.
 *
 * <p>A reader that is quicker than the publisher asks over and over for the line of memory in which
 * the next frame will begin, and takes it away each time that the publisher writes to it. Of a
 * block that is the first frame's alone.
 *
 * <p>For one thread. Frames are made at {@link #nextOffset}, then added; all but the last are
 * equally long.
 */
public final class FrameBlock {
    private static final int FRAMES_MOST = 4;

    /** Of a nearest cache, which holds more besides. */
    private static final int BYTES_MOST = 8 << 10;

    private static final long VERSION_FLAGS_AND_TYPE =
            (FrameDescriptor.UNFRAGMENTED & 0xFFL) << Byte.SIZE
                    | DataHeaderFlyweight.HDR_TYPE_DATA << Short.SIZE;

    private final UnsafeBuffer buffer;
    private final int framesMost;
    private int count;
    private int lengthBytes;
    private int lastLengthBytes;

    /**
     * @param maxLengthBytes of a frame
     */
    public FrameBlock(int maxLengthBytes) {
        int stride = stride(maxLengthBytes);
        framesMost = Math.max(1, Math.min(FRAMES_MOST, BYTES_MOST / stride));
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(framesMost * stride, 64));
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
        return HEADER_LENGTH + frame * stride(lengthBytes);
    }

    /** Of a frame, the first is 0. */
    public int lengthBytes(int frame) {
        return frame == count - 1 ? lastLengthBytes : lengthBytes;
    }

    /** Forgets the frames. */
    public void clear() {
        count = 0;
    }

    /** Whether all of it is left of the publication's term. */
    boolean fits(ExclusivePublication publication) {
        return endOffset() <= publication.termBufferLength() - publication.termOffset();
    }

    /**
     * Offers the frames, which have to fit, at once.
     *
     * @return as Aeron answers
     */
    long offerTo(ExclusivePublication publication) {
        long streamAndTerm =
                (long) publication.termId() << Integer.SIZE
                        | Integer.toUnsignedLong(publication.streamId());
        long session = (long) publication.sessionId() << Integer.SIZE;
        int termOffset = publication.termOffset();
        for (int i = 0; i < count; i++) {
            int header = offset(i) - HEADER_LENGTH;
            long wholeBytes = HEADER_LENGTH + lengthBytes(i);
            putLong(header, VERSION_FLAGS_AND_TYPE << Integer.SIZE | wholeBytes);
            putLong(header + 8, session | termOffset + header);
            putLong(header + 16, streamAndTerm);
            putLong(header + 24, DataHeaderFlyweight.DEFAULT_RESERVE_VALUE);
        }
        return publication.offerBlock(buffer, 0, endOffset());
    }

    private int endOffset() {
        return (count - 1) * stride(lengthBytes) + stride(lastLengthBytes);
    }

    private void putLong(int index, long value) {
        buffer.putLong(index, value, LITTLE_ENDIAN);
    }

    private static int stride(int lengthBytes) {
        return BitUtil.align(HEADER_LENGTH + lengthBytes, FrameDescriptor.FRAME_ALIGNMENT);
    }
}
