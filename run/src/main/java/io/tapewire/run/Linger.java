package io.tapewire.run;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Stays after the end as long as readers still ask for what they miss, and then a moment. */
final class Linger {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(60);

    private static final long QUIET_NS = TimeUnit.SECONDS.toNanos(2);

    private final Serving serving;
    private long requests;
    private long quietSinceNs = System.nanoTime();

    Linger(Serving serving) {
        this.serving = serving;
        this.requests = serving.requests();
    }

    /** Until nobody has asked for two seconds, or a minute has passed. */
    void run(DutyLoop loop, IntSupplier turn) {
        loop.await(turn, this::isQuiet, LONGEST_NS);
    }

    private boolean isQuiet() {
        long now = System.nanoTime();
        if (serving.requests() != requests) {
            requests = serving.requests();
            quietSinceNs = now;
        }
        return now - quietSinceNs >= QUIET_NS;
    }
}
