package io.tapewire.subscriber;

import java.util.concurrent.TimeUnit;

/**
 * The time in which a reader came round to its turns. Patience is measured in it: one that was
 * stopped for a while has waited for nothing, and nobody was silent because it did not listen.
 */
final class AwakeClock {
    private static final long LONGEST_TURN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private long awakeNs = System.nanoTime();
    private long turnNs = awakeNs;

    /**
     * @param nowNs of {@link System#nanoTime()}, once a turn
     * @return ns that only differences of mean something
     */
    long advanceTo(long nowNs) {
        awakeNs += Math.min(nowNs - turnNs, LONGEST_TURN_NS);
        turnNs = nowNs;
        return awakeNs;
    }
}
