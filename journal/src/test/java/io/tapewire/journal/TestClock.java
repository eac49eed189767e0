package io.tapewire.journal;

import org.agrona.concurrent.EpochNanoClock;

/** Stands still but for what a test says. */
final class TestClock implements EpochNanoClock {
    static final long HOUR_NS = 3_600_000_000_000L;

    long nowNs = 1_700_000_000_000_000_000L;

    @Override
    public long nanoTime() {
        return nowNs;
    }
}
