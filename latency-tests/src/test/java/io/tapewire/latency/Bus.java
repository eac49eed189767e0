package io.tapewire.latency;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Layout;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** What the tests of the whole bus share: an inline driver, addresses, and waiting. */
final class Bus {
    private static final long DEADLINE_S = 60;

    private Bus() {}

    static BusConnection inline() {
        return BusConnection.embedded(
                DriverSettings.builder().layout(Layout.INLINE).build(), System.err::println);
    }

    static BusAddress at(String channel) {
        return new BusAddress(channel, BusAddress.DEFAULT_STREAM_ID);
    }

    /** Turns until the condition holds; fails after a minute. */
    static void await(String what, BooleanSupplier condition, IntSupplier turn) {
        await(DEADLINE_S, what, condition, turn);
    }

    /** Turns until the condition holds; fails after so many seconds. */
    static void await(long deadlineS, String what, BooleanSupplier condition, IntSupplier turn) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (turn.getAsInt() == 0) {
                LockSupport.parkNanos(10_000);
            }
            if (System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(deadlineS)) {
                throw new AssertionError("not within %d s: %s".formatted(deadlineS, what));
            }
        }
    }
}
