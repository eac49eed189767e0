package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import org.agrona.UnsafeApi;

/** Memory far larger than any cache, to be read by one core in slices, one after the other. */
public final class MemoryScan implements AutoCloseable {
    /** Bytes of a slice. */
    public static final int SLICE_BYTES = 4 << 20;

    private static final int UNROLLED_BYTES = 8 * Long.BYTES;

    private final long lengthBytes;
    private final long address;
    private long sum;
    private long at;

    /** Takes {@code memoryMib}, a multiple of two slices, 256 where not given. */
    public MemoryScan(Parameters parameters) {
        lengthBytes = parameters.number("memoryMib", 256) << 20;
        // Not a ByteBuffer: the JVM lets those have no more than the heap.
        address = UnsafeApi.allocateMemory(lengthBytes);
        UnsafeApi.setMemory(address, lengthBytes, (byte) 1);
    }

    /** Reads the next slice. */
    public void read() {
        sum += scan(address + next(lengthBytes));
    }

    /** Copies the next slice of one half over that of the other. */
    void copy() {
        long half = lengthBytes / 2;
        long from = address + next(half);
        UnsafeApi.copyMemory(from, from + half, SLICE_BYTES);
    }

    private long next(long ofBytes) {
        long slice = at % ofBytes;
        at = slice + SLICE_BYTES;
        return slice;
    }

    // Four sums, so that no addition waits for the one before.
    private static long scan(long address) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        for (int i = 0; i < SLICE_BYTES; i += UNROLLED_BYTES) {
            long from = address + i;
            a += UnsafeApi.getLong(from) + UnsafeApi.getLong(from + 8);
            b += UnsafeApi.getLong(from + 16) + UnsafeApi.getLong(from + 24);
            c += UnsafeApi.getLong(from + 32) + UnsafeApi.getLong(from + 40);
            d += UnsafeApi.getLong(from + 48) + UnsafeApi.getLong(from + 56);
        }
        return a + b + c + d;
    }

    /** Of all that was read; 0 only where nothing was. */
    public long sum() {
        return sum;
    }

    @Override
    public void close() {
        UnsafeApi.freeMemory(address);
    }
}
