package io.tapewire.subscriber;

import io.tapewire.schemas.TapewireException;
import java.util.concurrent.TimeUnit;

/**
 * How a reader deals with what is missing. Immutable.
 *
 * @param holdBytes the greatest memory for frames that came before their turn, over all feeds
 * @param patienceNs how long the next item is waited for before it is abandoned
 * @param lineWaitNs how long another line is given before a source is asked
 */
public record RepairSettings(int holdBytes, long patienceNs, long lineWaitNs) {
    /** 16 MiB, five seconds, and two milliseconds where there is another line. */
    public static final RepairSettings DEFAULT =
            new RepairSettings(
                    16 << 20, TimeUnit.SECONDS.toNanos(5), TimeUnit.MILLISECONDS.toNanos(2));

    public RepairSettings {
        if (holdBytes < 1 << 16) {
            throw new TapewireException(
                    "The memory to hold frames is %d bytes: give 65536 or more."
                            .formatted(holdBytes));
        }
        if (patienceNs < 0 || lineWaitNs < 0) {
            throw new TapewireException("Patience and line wait are 0 ns or more.");
        }
    }

    RepairSettings withoutLineWait() {
        return new RepairSettings(holdBytes, patienceNs, 0);
    }
}
