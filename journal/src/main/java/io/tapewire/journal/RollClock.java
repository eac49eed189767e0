package io.tapewire.journal;

import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;

/**
 * The time by which files are rolled: that of the frame being written. It never goes back, since a
 * file that was rolled away from cannot be written again.
 */
final class RollClock implements TimeProvider {
    private long nowMs;

    void advanceTo(long nowNs) {
        nowMs = Math.max(nowMs, TimeUnit.NANOSECONDS.toMillis(nowNs));
    }

    /** Where the clock was set back since, a feed goes on in the last file that it has. */
    void notBefore(int lastCycle, RollCycle rollCycle) {
        if (lastCycle >= 0) {
            nowMs = Math.max(nowMs, (long) lastCycle * rollCycle.lengthInMillis());
        }
    }

    @Override
    public long currentTimeMillis() {
        return nowMs;
    }
}
