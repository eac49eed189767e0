package io.tapewire.driver;

import org.agrona.concurrent.NanoClock;

/**
 * The time at which the turn began: one reading of the clock for all that an inline driver and its
 * client do in it, where Aeron's parts read it four times. What Aeron measures within a turn, such
 * as how long a name took to resolve, shows as nothing. For the thread that takes the turns.
 */
final class TurnClock implements NanoClock {
    private long nowNs = System.nanoTime();

    /** A turn begins. */
    void advance() {
        nowNs = System.nanoTime();
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }
}
