package io.tapewire.run;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Tells a person when publishers come and when the last one is gone. */
final class PresenceNotices {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Console console;
    private final BooleanSupplier connected;
    private long checkedNs = System.nanoTime();
    private boolean wasConnected;

    PresenceNotices(Console console, BooleanSupplier connected) {
        this.console = console;
        this.connected = connected;
    }

    void check() {
        long nowNs = System.nanoTime();
        if (nowNs - checkedNs < INTERVAL_NS) {
            return;
        }
        checkedNs = nowNs;
        boolean isConnected = connected.getAsBoolean();
        if (isConnected != wasConnected) {
            wasConnected = isConnected;
            console.notice(isConnected ? "a publisher is there" : "no publisher is there now");
        }
    }
}
