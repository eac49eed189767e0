package io.tapewire.journal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says whether there is room to write. A page of a mapped file for which the disk has none kills
 * the JVM, so a journal must stop before; asking the disk for every frame would cost more than
 * writing it, so it is asked before every stretch, and once a second since others fill disks too.
 */
final class DiskGuard {
    static final long STRETCH_BYTES = 16L << 20;
    static final long RECHECK_NS = TimeUnit.SECONDS.toNanos(1);
    static final long RECHECK_FULL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier usableBytes;
    private final long reserveBytes;
    private boolean full;
    private long leftBytes;
    private long checkedNs;

    DiskGuard(LongSupplier usableBytes, long reserveBytes, long nowNs) {
        this.usableBytes = usableBytes;
        this.reserveBytes = reserveBytes;
        check(nowNs);
    }

    boolean hasRoom(int lengthBytes, long nowNs) {
        long elapsedNs = nowNs - checkedNs;
        boolean due = elapsedNs < 0 || elapsedNs >= (full ? RECHECK_FULL_NS : RECHECK_NS);
        if (due || !full && leftBytes < lengthBytes) {
            check(nowNs);
        }
        leftBytes -= lengthBytes;
        return !full;
    }

    boolean isFull() {
        return full;
    }

    long reserveBytes() {
        return reserveBytes;
    }

    private void check(long nowNs) {
        full = usableBytes.getAsLong() < reserveBytes;
        leftBytes = STRETCH_BYTES;
        checkedNs = nowNs;
    }
}
