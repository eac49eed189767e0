package io.tapewire.driver.recovery;

import java.util.concurrent.TimeUnit;

/** A token bucket of bytes, that holds a hundredth of a second's. For one thread. */
final class ByteBudget {
    private static final int BURSTS_A_SECOND = 100;
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final double bytesPerNs;
    private final double mostBytes;
    private double bytes;
    private long lastNs;

    ByteBudget(long bytesPerSecond, long nowNs) {
        this.bytesPerNs = (double) bytesPerSecond / SECOND_NS;
        this.mostBytes = (double) bytesPerSecond / BURSTS_A_SECOND;
        this.bytes = mostBytes;
        this.lastNs = nowNs;
    }

    void refill(long nowNs) {
        bytes = Math.min(mostBytes, bytes + (nowNs - lastNs) * bytesPerNs);
        lastNs = nowNs;
    }

    boolean isLeft() {
        return bytes > 0;
    }

    /** What is taken beyond the budget is owed. */
    void take(int taken) {
        bytes -= taken;
    }
}
