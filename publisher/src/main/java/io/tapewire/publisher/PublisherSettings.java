package io.tapewire.publisher;

import io.tapewire.driver.BusAddress;
import io.tapewire.schemas.TapewireException;
import java.util.concurrent.TimeUnit;

/**
 * How a feed is published. Immutable.
 *
 * @param address where to
 * @param feedId names the feed; all 32 bits may be used
 * @param heartbeatIntervalNs the longest silence of the feed; 2 ms or more
 * @param maxWaitNs the longest that a call waits where readers are behind; 0 never waits: the frame
 *     is not sent live, and counted
 */
public record PublisherSettings(
        BusAddress address, int feedId, long heartbeatIntervalNs, long maxWaitNs) {
    /** Feed 1 at the default address, a heartbeat every 100 ms, never waiting. */
    public static final PublisherSettings DEFAULT =
            new PublisherSettings(BusAddress.DEFAULT, 1, TimeUnit.MILLISECONDS.toNanos(100), 0);

    public PublisherSettings {
        if (heartbeatIntervalNs < TimeUnit.MILLISECONDS.toNanos(2)) {
            throw new TapewireException(
                    "The heartbeat interval is %d ns: give 2 ms or more."
                            .formatted(heartbeatIntervalNs));
        }
        if (maxWaitNs < 0) {
            throw new TapewireException(
                    "The longest wait is %d ns: give 0 or more.".formatted(maxWaitNs));
        }
    }

    /** The same at another address. */
    public PublisherSettings withAddress(BusAddress other) {
        return new PublisherSettings(other, feedId, heartbeatIntervalNs, maxWaitNs);
    }

    /** The same for another feed. */
    public PublisherSettings withFeedId(int other) {
        return new PublisherSettings(address, other, heartbeatIntervalNs, maxWaitNs);
    }

    /** The same, waiting otherwise. */
    public PublisherSettings withMaxWaitNs(long other) {
        return new PublisherSettings(address, feedId, heartbeatIntervalNs, other);
    }
}
