package io.tapewire.publisher;

import io.tapewire.schemas.recovery.FramesBySequence;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** Copies of frames that are never let go. One thread adds, any thread reads. */
final class KeptFrames {
    private volatile byte[][] frames = new byte[8][];
    private volatile int count;

    void add(DirectBuffer buffer, int offset, int lengthBytes) {
        byte[] frame = new byte[lengthBytes];
        buffer.getBytes(offset, frame);
        if (count == frames.length) {
            frames = Arrays.copyOf(frames, 2 * count);
        }
        frames[count] = frame;
        count = count + 1;
    }

    /**
     * @return length of the frame in bytes, or {@link FramesBySequence#NOT_THERE} after the last
     */
    int copy(int at, MutableDirectBuffer target, int targetOffset) {
        return at < count ? copy(frames[at], target, targetOffset) : FramesBySequence.NOT_THERE;
    }

    static int copy(byte[] frame, MutableDirectBuffer target, int targetOffset) {
        target.putBytes(targetOffset, frame);
        return frame.length;
    }
}
