package io.tapewire.latency.baselines;

import io.tapewire.latency.subject.Place;
import io.tapewire.schemas.TapewireException;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets another thread have the CPU, where a trial says {@code idle=nap}, and not where it says
 * {@code idle=spin}.
 */
final class Nap {
    private final boolean isTaken;

    Nap(Place place) {
        String idle = place.parameters().text("idle", "spin");
        if (!idle.equals("nap") && !idle.equals("spin")) {
            throw new TapewireException("Parameter idle=%s: give nap or spin.".formatted(idle));
        }
        isTaken = idle.equals("nap");
    }

    /** About 60 µs, of which Linux adds most. */
    void take() {
        if (isTaken) {
            LockSupport.parkNanos(1);
        }
    }
}
