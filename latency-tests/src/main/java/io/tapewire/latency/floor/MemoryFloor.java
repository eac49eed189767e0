package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import org.agrona.UnsafeApi;

/**
 * What one core gets out of memory: {@code bytesPerSecond} of reading a buffer far larger than any
 * cache, and {@code copyBytesPerSecond} of copying one half of it over the other.
 */
public final class MemoryFloor implements LocalWork {
    private static final int UNROLLED_BYTES = 8 * Long.BYTES;

    private static final int SLICE_BYTES = 4 << 20;

    private long sum;
    private long at;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        long lengthBytes = parameters.number("memoryMib", 256) << 20;
        // Not a ByteBuffer: the JVM lets those have no more than the heap.
        long address = UnsafeApi.allocateMemory(lengthBytes);
        try {
            UnsafeApi.setMemory(address, lengthBytes, (byte) 1);
            Rounds read =
                    Rounds.measure(parameters, () -> sum += scan(address + next(lengthBytes)));
            out.metric("bytesPerSecond", SLICE_BYTES * 1e9 / read.eachNs());
            at = 0;
            Rounds copied = Rounds.measure(parameters, () -> copy(address, lengthBytes / 2));
            out.metric("copyBytesPerSecond", SLICE_BYTES * 1e9 / copied.eachNs());
        } finally {
            UnsafeApi.freeMemory(address);
        }
        if (sum == 0) {
            out.fail("The memory that was read is not what was written.");
        }
    }

    private long next(long ofBytes) {
        long slice = at;
        at = (at + SLICE_BYTES) % ofBytes;
        return slice;
    }

    private void copy(long address, long half) {
        long from = address + next(half);
        UnsafeApi.copyMemory(from, from + half, SLICE_BYTES);
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
}
