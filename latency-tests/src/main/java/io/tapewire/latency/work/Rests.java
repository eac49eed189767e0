package io.tapewire.latency.work;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets the JIT have a spinning loop's core for half of the warm-up. On two cores it would otherwise
 * still compile, and stop the loop for milliseconds, in what is measured.
 */
final class Rests {
    private static final int TURNS = 1 << 10;
    private static final long REST_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private int step = 1;
    private int turns;

    /**
     * To be called in every turn. It takes the same branches during the warm-up and after: where
     * one was never taken before, the JIT would make the loop anew in what is measured.
     */
    void onTurn() {
        turns += step;
        if ((turns & (TURNS - 1)) == 0) {
            LockSupport.parkNanos(REST_NS);
        }
    }

    /** The warm-up is over. */
    void end() {
        step = 0;
        turns = 1;
    }
}
