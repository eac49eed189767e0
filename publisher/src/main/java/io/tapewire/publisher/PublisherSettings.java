package io.tapewire.publisher;

import io.tapewire.driver.BusAddress;
import io.tapewire.schemas.TapewireException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.BitUtil;

/**
 * How a feed is published. Immutable.
 *
 * @param lines where to: each frame goes to all of them
 * @param feedId names the feed; all 32 bits may be used
 * @param heartbeatIntervalNs the longest silence of the feed; 2 ms or more
 * @param maxWaitNs the longest that a call waits where readers are behind; 0 never waits: the frame
 *     is not sent live, and counted
 * @param ringBytes of the latest frames that are kept for recovery: a power of two from 64 KiB to 1
 *     GiB, eight frames at the least; three sixteenths more are taken to find them
 */
public record PublisherSettings(
        List<BusAddress> lines,
        int feedId,
        long heartbeatIntervalNs,
        long maxWaitNs,
        int ringBytes) {
    /** Feed 1 at the default address, a heartbeat every 100 ms, never waiting, 64 MiB kept. */
    public static final PublisherSettings DEFAULT =
            new PublisherSettings(
                    List.of(BusAddress.DEFAULT),
                    1,
                    TimeUnit.MILLISECONDS.toNanos(100),
                    0,
                    64 << 20);

    private static final int MIN_RING_BYTES = 64 << 10;

    public PublisherSettings {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new TapewireException("A feed is published on one line or more.");
        }
        if (Set.copyOf(lines).size() < lines.size()) {
            throw new TapewireException("Two lines of a feed are the same: give each once.");
        }
        if (heartbeatIntervalNs < TimeUnit.MILLISECONDS.toNanos(2)) {
            throw new TapewireException(
                    "The heartbeat interval is %d ns: give 2 ms or more."
                            .formatted(heartbeatIntervalNs));
        }
        if (maxWaitNs < 0) {
            throw new TapewireException(
                    "The longest wait is %d ns: give 0 or more.".formatted(maxWaitNs));
        }
        if (ringBytes < MIN_RING_BYTES || !BitUtil.isPowerOfTwo(ringBytes)) {
            throw new TapewireException(
                    "The ring has %d bytes: give a power of two from 64 KiB to 1 GiB."
                            .formatted(ringBytes));
        }
    }

    /** The same on other lines. */
    public PublisherSettings withLines(BusAddress... others) {
        return new PublisherSettings(
                List.of(others), feedId, heartbeatIntervalNs, maxWaitNs, ringBytes);
    }

    /** The same for another feed. */
    public PublisherSettings withFeedId(int other) {
        return new PublisherSettings(lines, other, heartbeatIntervalNs, maxWaitNs, ringBytes);
    }

    /** The same, waiting otherwise. */
    public PublisherSettings withMaxWaitNs(long other) {
        return new PublisherSettings(lines, feedId, heartbeatIntervalNs, other, ringBytes);
    }

    /** The same, keeping another number of bytes. */
    public PublisherSettings withRingBytes(int other) {
        return new PublisherSettings(lines, feedId, heartbeatIntervalNs, maxWaitNs, other);
    }
}
