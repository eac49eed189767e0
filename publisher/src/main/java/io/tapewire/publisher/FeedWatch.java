package io.tapewire.publisher;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusSubscription;
import io.tapewire.driver.Tether;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.TapewireException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Listens, before a session is resumed, whether somebody still publishes it. */
public final class FeedWatch implements ControlledFragmentHandler {
    private static final int FRAGMENTS_A_TURN = 64;
    private static final long LISTEN_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int HEARTBEATS = 4;

    private final FrameDecoder frame = new FrameDecoder();
    private final int feedId;
    private final long session;
    private String source;

    private FeedWatch(int feedId, long session) {
        this.feedId = feedId;
        this.session = session;
    }

    static void requireSilence(BusConnection connection, PublisherSettings settings, long session) {
        long longestNs = Math.max(LISTEN_NS, HEARTBEATS * settings.heartbeatIntervalNs());
        for (BusAddress line : settings.lines()) {
            Optional<String> source;
            try {
                source = listen(connection, line, settings.feedId(), session, longestNs);
            } catch (TapewireException cannotListenThere) {
                continue;
            }
            if (source.isPresent()) {
                throw new TapewireException(
                        "Session %d of feed %s cannot be resumed: %s is publishing that feed on %s."
                                .formatted(
                                        session,
                                        Integer.toUnsignedString(settings.feedId()),
                                        source.get(),
                                        line));
            }
        }
    }

    /**
     * Listens until a frame of the session or a newer one comes, other than of those who offer or
     * ask for recovery. An own publication of it would be heard as well: watch first, then publish.
     *
     * @param connection that the same thread uses
     * @param address where the feed is to be published
     * @param longestNs to listen; a publisher is heard after its next heartbeat, and over UDP some
     *     tens of milliseconds after it has learned that somebody listens
     * @return who publishes: an address and port, or {@code aeron:ipc}; empty where nobody was
     *     heard
     */
    public static Optional<String> listen(
            BusConnection connection,
            BusAddress address,
            int feedId,
            long session,
            long longestNs) {
        FeedWatch watch = new FeedWatch(feedId, session);
        IdleStrategy idle = connection.newIdleStrategy();
        String channel = address.subscriptionChannel(Tether.UNTETHERED);
        long startNs = System.nanoTime();
        try (BusSubscription subscription =
                BusSubscription.open(connection, channel, address.streamId())) {
            while (watch.source == null && System.nanoTime() - startNs < longestNs) {
                idle.idle(
                        subscription.poll(watch, FRAGMENTS_A_TURN)
                                + connection.doWork()
                                + subscription.doWork());
            }
        }
        return Optional.ofNullable(watch.source);
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        boolean speaks =
                length <= buffer.capacity() - offset
                        && frame.wrap(buffer, offset, length) == FrameStatus.OK
                        && frame.feedId() == feedId
                        && frame.session() >= session
                        && !isRecovery(frame.templateId());
        if (!speaks) {
            return Action.CONTINUE;
        }
        source = ((Image) header.context()).sourceIdentity();
        return Action.BREAK;
    }

    private static boolean isRecovery(int templateId) {
        return templateId == FrameDecoder.RECOVERY_SOURCE
                || templateId == FrameDecoder.RECOVERY_REQUEST
                || templateId == FrameDecoder.RECOVERY_END;
    }
}
