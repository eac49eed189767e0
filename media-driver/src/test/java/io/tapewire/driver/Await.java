package io.tapewire.driver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come, and not for ever. */
final class Await {
    private static final long MOST_NS = TimeUnit.SECONDS.toNanos(10);

    private Await() {}

    static void until(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + MOST_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new AssertionError("did not come true in time");
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
