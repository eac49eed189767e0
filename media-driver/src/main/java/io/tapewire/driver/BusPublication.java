package io.tapewire.driver;

import static io.aeron.protocol.DataHeaderFlyweight.HEADER_LENGTH;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;
import java.util.Arrays;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntHashSet;

/**
 * A publication that comes back when the driver of its connection does. For the connection's
 * thread, which calls {@link #doWork} in every turn.
 *
 * <p>All feeds that one connection publishes at one address share one: a log takes three terms, and
 * each stream costs its driver and every reader's poll something, whether or not it carries
 * anything. Those that wait for readers have one of their own where the channel then differs.
 */
public final class BusPublication implements AutoCloseable {
    private final Renewal<ExclusivePublication> renewal;
    private final Runnable forget;
    private final int maxPayloadLength;
    private final IntHashSet feeds = new IntHashSet();
    private final BufferClaim[] claims = new BufferClaim[FrameBlock.FRAMES_MOST];
    private ExclusivePublication publication;
    private int holders;

    private BusPublication(
            BusConnection connection, String channel, int streamId, String asked, Runnable forget) {
        this.forget = forget;
        Arrays.setAll(claims, i -> new BufferClaim());
        DatagramBatch batch = batchOf(connection.aeron());
        String batched = batch.publicationChannel(channel);
        publication =
                Refusal.told(
                        asked,
                        streamId,
                        () -> connection.aeron().addExclusivePublication(batched, streamId));
        int frameLengthMost =
                batched.equals(channel)
                        ? publication.maxPayloadLength() + HEADER_LENGTH
                        : batch.datagramLengthBytes();
        maxPayloadLength = frameLengthMost - HEADER_LENGTH;
        renewal =
                new Renewal<>(
                        connection,
                        "Publishing to %s stream %d".formatted(channel, streamId),
                        new Renewal.Request<>() {
                            @Override
                            public long begin(Aeron aeron) {
                                String same =
                                        batchOf(aeron).publicationChannel(channel, frameLengthMost);
                                return aeron.asyncAddExclusivePublication(same, streamId);
                            }

                            @Override
                            public ExclusivePublication poll(Aeron aeron, long registrationId) {
                                return aeron.getExclusivePublication(registrationId);
                            }
                        });
    }

    /**
     * Waits for the driver's answer, where this connection has no such publication yet.
     *
     * @param waits whether the publisher waits for its readers
     * @throws io.tapewire.schemas.TapewireException where the driver refuses the address
     */
    public static BusPublication open(BusConnection connection, BusAddress address, boolean waits) {
        return open(
                connection,
                address.publicationChannel(waits),
                address.streamId(),
                address.channel());
    }

    private static DatagramBatch batchOf(Aeron aeron) {
        return DatagramBatch.announced(aeron.countersReader());
    }

    static BusPublication open(BusConnection connection, String channel, int streamId) {
        return open(connection, channel, streamId, channel);
    }

    private static BusPublication open(
            BusConnection connection, String channel, int streamId, String asked) {
        String key = channel + " " + streamId;
        Map<String, BusPublication> open = connection.publications();
        BusPublication shared = open.get(key);
        if (shared == null) {
            shared =
                    new BusPublication(
                            connection, channel, streamId, asked, () -> open.remove(key));
            open.put(key, shared);
        }
        shared.holders++;
        return shared;
    }

    /**
     * Makes the publication anew where the connection has a new driver; never waits.
     *
     * @return above 0 where it did
     */
    public int doWork() {
        ExclusivePublication next = renewal.poll();
        if (next == null) {
            return 0;
        }
        publication = next;
        return 1;
    }

    /** As Aeron answers; {@link Publication#CLOSED} while the driver is gone. */
    public long offer(DirectBuffer buffer, int offset, int lengthBytes) {
        return publication.offer(buffer, offset, lengthBytes);
    }

    /**
     * Offers the frames of a block, which readers see all at once; where there is no room for all
     * of them, or the log's term ends, those before that.
     *
     * @return how many were taken, from the first on
     */
    public int offer(FrameBlock block) {
        if (block.count() == 1) {
            return publication.offer(block.buffer(), 0, block.lengthBytes(0)) > 0 ? 1 : 0;
        }
        int taken = 0;
        while (taken < block.count()
                && publication.tryClaim(block.lengthBytes(taken), claims[taken]) > 0) {
            taken++;
        }
        // The first comes last: readers wait for it.
        for (int i = taken - 1; i >= 0; i--) {
            claims[i].putBytes(block.buffer(), block.offset(i), block.lengthBytes(i)).commit();
        }
        return taken;
    }

    /** Whether somebody listens. */
    public boolean isConnected() {
        return publication.isConnected();
    }

    /**
     * Readers tell two publishers of one feed apart by their publications, so of those that share
     * one only one may speak for a feed.
     *
     * @return false where another does already
     */
    public boolean claim(int feedId) {
        return feeds.add(feedId);
    }

    /** Lets others speak for the feed. */
    public void release(int feedId) {
        feeds.remove(feedId);
    }

    /** Whether others have it open too. */
    public boolean isShared() {
        return holders > 1;
    }

    /** The longest message that is not cut into fragments; stays the same. */
    public int maxPayloadLength() {
        return maxPayloadLength;
    }

    /** The current one, closed while the driver is gone. */
    public ExclusivePublication aeronPublication() {
        return publication;
    }

    /** To be called once by each that opened it; leaves the connection open. */
    @Override
    public void close() {
        holders--;
        if (holders == 0) {
            forget.run();
            publication.close();
        }
    }
}
