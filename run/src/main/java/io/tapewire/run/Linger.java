package io.tapewire.run;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Stays after the end as long as readers are there that have not all of it, stopped ones too, and
 * then a moment for those who come late.
 */
final class Linger {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);

    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(2);

    private final Serving serving;
    private long requests;
    private final long startNs = System.nanoTime();
    private long quietSinceNs = startNs;

    Linger(Serving serving) {
        this.serving = serving;
        this.requests = serving.requests();
    }

    /** Until nobody was there to ask for two seconds, or a minute has passed. */
    void run(DutyLoop loop, IntSupplier turn) {
        loop.await(turn, this::isOver, LONGEST_NS);
    }

    /** Whether it has been so; to be asked again and again. */
    boolean isOver() {
        if (!serving.isOn()) {
            return true;
        }
        long now = System.nanoTime();
        if (serving.isInterrupted() || serving.isAttended() || serving.requests() != requests) {
            requests = serving.requests();
            quietSinceNs = now;
        }
        return now - quietSinceNs >= QUIET_NS || now - startNs >= LONGEST_NS;
    }
}
