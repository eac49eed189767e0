package io.tapewire.subscriber.faults;

import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies of frames in the order of their arrival, which may leave in another; room is regained from
 * the oldest on. All of it allocated at once: {@value #MAX_FRAMES} frames and {@value #MAX_BYTES}
 * bytes at most.
 */
final class HeldFrames {
    static final int MAX_FRAMES = 4_096;
    static final int MAX_BYTES = 8 << 20;

    private static final int MASK = MAX_FRAMES - 1;

    private final UnsafeBuffer bytes =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_BYTES, Long.BYTES));
    private final int[] offsets = new int[MAX_FRAMES];
    private final int[] lengths = new int[MAX_FRAMES];
    private final int[] copies = new int[MAX_FRAMES];
    private final int[] waits = new int[MAX_FRAMES];
    private final long[] arrivals = new long[MAX_FRAMES];
    private final long[] arrivalTimesNs = new long[MAX_FRAMES];
    private long head;
    private long tail;
    private int writeOffset;
    private int copiesLeft;

    /**
     * Holds a frame, if there is room.
     *
     * @param copyCount how often it is to be passed
     * @param waitFrames how many later frames it is to wait for, beyond the delay
     */
    boolean add(
            DirectBuffer buffer,
            int offset,
            int lengthBytes,
            int copyCount,
            int waitFrames,
            long arrival,
            long nowNs) {
        int at = roomFor(lengthBytes);
        if (at < 0) {
            return false;
        }
        bytes.putBytes(at, buffer, offset, lengthBytes);
        int slot = (int) tail & MASK;
        offsets[slot] = at;
        lengths[slot] = lengthBytes;
        copies[slot] = copyCount;
        waits[slot] = waitFrames;
        arrivals[slot] = arrival;
        arrivalTimesNs[slot] = nowNs;
        writeOffset = at + lengthBytes;
        tail++;
        copiesLeft += copyCount;
        return true;
    }

    // Offsets rise from the head's to the write offset, around the end of the bytes once at most;
    // one byte is kept free, so that full and empty differ.
    private int roomFor(int lengthBytes) {
        if (head == tail) {
            return lengthBytes < MAX_BYTES ? 0 : -1;
        }
        if (tail - head == MAX_FRAMES) {
            return -1;
        }
        int headOffset = offsets[(int) head & MASK];
        if (writeOffset < headOffset) {
            return lengthBytes < headOffset - writeOffset ? writeOffset : -1;
        }
        if (lengthBytes <= MAX_BYTES - writeOffset) {
            return writeOffset;
        }
        return lengthBytes < headOffset ? 0 : -1;
    }

    /** One copy of it was passed. */
    void onPassed(long position) {
        copiesLeft--;
        if (--copies[(int) position & MASK] == 0) {
            while (head < tail && copies[(int) head & MASK] == 0) {
                head++;
            }
        }
    }

    /** Of the oldest, which is still held unless this is {@link #tail}. */
    long head() {
        return head;
    }

    /** Behind the youngest. */
    long tail() {
        return tail;
    }

    boolean isHeld(long position) {
        return copies[(int) position & MASK] > 0;
    }

    long arrival(long position) {
        return arrivals[(int) position & MASK];
    }

    long arrivalTimeNs(long position) {
        return arrivalTimesNs[(int) position & MASK];
    }

    int waitFrames(long position) {
        return waits[(int) position & MASK];
    }

    int offset(long position) {
        return offsets[(int) position & MASK];
    }

    int lengthBytes(long position) {
        return lengths[(int) position & MASK];
    }

    DirectBuffer buffer() {
        return bytes;
    }

    /** Times that a held frame is still to be passed. */
    int copiesLeft() {
        return copiesLeft;
    }
}
