package io.tapewire.latency.work;

import java.util.concurrent.TimeUnit;

/**
 * When each trade of a phase is due: evenly, in bursts whose trades share one time, whatever became
 * of those before; or, in a flood, always. For one thread.
 */
final class Schedule {
    private final long startNs;
    private final long endNs;
    private final double burstIntervalNs;
    private final int burst;
    private final long total;
    private long sent;
    private long bursts;
    private int leftOfBurst;
    private long dueNs;

    private Schedule(long startNs, long endNs, double burstIntervalNs, int burst, long total) {
        this.startNs = startNs;
        this.endNs = endNs;
        this.burstIntervalNs = burstIntervalNs;
        this.burst = burst;
        this.total = total;
        this.leftOfBurst = burst;
        this.dueNs = startNs;
    }

    /**
     * @param tradesPerSecond on average
     * @param burst trades that are due at once
     */
    static Schedule openLoop(long startNs, double seconds, long tradesPerSecond, int burst) {
        long bursts = Math.max(1, Math.round(seconds * tradesPerSecond / burst));
        double intervalNs = (double) TimeUnit.SECONDS.toNanos(1) * burst / tradesPerSecond;
        return new Schedule(startNs, Long.MAX_VALUE, intervalNs, burst, bursts * burst);
    }

    static Schedule flood(long startNs, double seconds) {
        long endNs = startNs + (long) (seconds * 1e9);
        return new Schedule(startNs, endNs, 0, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    boolean isDone(long nowNs) {
        return sent == total || nowNs >= endNs;
    }

    /** Whether the next trade is due; it must not be done. */
    boolean isDue(long nowNs) {
        return nowNs >= dueNs;
    }

    /** When the next trade is due. */
    long dueNs() {
        return dueNs;
    }

    /** Of the next trade, from 1. */
    long number() {
        return sent + 1;
    }

    void onSent() {
        sent++;
        leftOfBurst--;
        if (leftOfBurst == 0) {
            leftOfBurst = burst;
            bursts++;
            dueNs = startNs + (long) (bursts * burstIntervalNs);
        }
    }

    long sent() {
        return sent;
    }

    /** How much later than planned the end came; 0 in a flood. */
    long lateNs(long nowNs) {
        long wholeNs = (long) (bursts * burstIntervalNs);
        return wholeNs == 0 ? 0 : Math.max(0, nowNs - startNs - wholeNs);
    }
}
