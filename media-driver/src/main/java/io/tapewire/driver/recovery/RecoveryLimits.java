package io.tapewire.driver.recovery;

import io.tapewire.schemas.TapewireException;
import java.util.concurrent.TimeUnit;

/**
 * How much a recovery server does for those who ask. Immutable.
 *
 * @param clients served at a time; more are not connected
 * @param requestsPerClient that wait at a time; one more is answered as busy
 * @param itemsPerRequest at most; a request for more is answered as busy
 * @param framesPerTurn at most, over all clients
 * @param bytesPerSecond at most, over all clients
 * @param idleNs after which a client that asks nothing makes room for one that waits
 */
public record RecoveryLimits(
        int clients,
        int requestsPerClient,
        int itemsPerRequest,
        int framesPerTurn,
        long bytesPerSecond,
        long idleNs) {
    /** 64 clients, 16 requests each of 65,536 items, 64 frames a turn, 256 MiB/s, 5 s idle. */
    public static final RecoveryLimits DEFAULT =
            new RecoveryLimits(64, 16, 65_536, 64, 256L << 20, TimeUnit.SECONDS.toNanos(5));

    public RecoveryLimits {
        if (clients < 1
                || requestsPerClient < 1
                || itemsPerRequest < 1
                || framesPerTurn < 1
                || bytesPerSecond < 1
                || idleNs < 1) {
            throw new TapewireException(
                    "A limit of recovery is below 1: clients %d, requests %d, items %d, frames %d,"
                                    .formatted(
                                            clients,
                                            requestsPerClient,
                                            itemsPerRequest,
                                            framesPerTurn)
                            + " bytes a second %d, idle ns %d.".formatted(bytesPerSecond, idleNs));
        }
    }
}
