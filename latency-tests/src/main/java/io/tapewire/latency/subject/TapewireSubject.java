package io.tapewire.latency.subject;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusCounter;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.schemas.TradeFrameEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.BitUtil;
import org.agrona.concurrent.status.CountersReader;

/** The bus itself, as a user embeds it: publisher, subscriber, decoder, and all that they check. */
final class TapewireSubject implements Subject {
    /** Of a flood, between two turns: as many as a driver sends at once. */
    static final int FRAMES_A_TURN = 16;

    private static final long MAX_WAIT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int RING_LEAST_BYTES = 64 << 10;
    private static final int RING_LEAST_FRAMES = 8;

    /** Of all readers but the first at the far end: no journal, no stamps. */
    private static final Parameters PLAIN = new Parameters(Map.of());

    private final Place place;
    private final BusConnection connection;
    private final Stamps stamps;
    private boolean hasReader;

    TapewireSubject(Place place) {
        this.place = place;
        this.connection = Road.connect(place);
        this.stamps = Stamps.open(place.parameters(), connection::nowNs);
    }

    /** Trades that a frame of this length holds. */
    static int tradesAFrame(int lengthBytes) {
        return (lengthBytes - TradeFrameEncoder.ITEMS_OFFSET) / TradeFrameEncoder.TRADE_LENGTH;
    }

    @Override
    public TradeSender sender(Way way) {
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(Road.address(place, way))
                        .withMaxWaitNs(MAX_WAIT_NS);
        int feeds = (int) place.parameters().number("feeds", 1);
        int allBytes = (int) place.parameters().number("ringBytes", settings.ringBytes());
        int mtuBytes = (int) place.parameters().number("mtu", 1_408);
        int framesBytes = RING_LEAST_FRAMES * BitUtil.findNextPositivePowerOfTwo(mtuBytes);
        int leastBytes = Math.max(RING_LEAST_BYTES, framesBytes);
        int ringBytes = Math.max(leastBytes, Integer.highestOneBit(allBytes / feeds));
        List<TapewireSender> senders = new ArrayList<>();
        for (int feedId = 1; feedId <= feeds; feedId++) {
            PublisherSettings feed = settings.withFeedId(feedId).withRingBytes(ringBytes);
            Stamps theirs = way == Way.THERE ? stamps : null;
            senders.add(new TapewireSender(connection, feed, place, theirs));
        }
        return feeds == 1 ? senders.get(0) : new FeedsSender(connection, senders);
    }

    @Override
    public TradeReceiver receiver(Way way, TradeSink sink) {
        boolean isMain = way == Way.THERE && !hasReader;
        hasReader = true;
        return new TapewireReceiver(
                connection,
                Road.address(place, way),
                isMain ? place.parameters() : PLAIN,
                place.cpu(),
                isMain ? stamps : null,
                sink);
    }

    @Override
    public long callsSpared() {
        CountersReader counters = connection.aeron().countersReader();
        long[] spared = {0};
        counters.forEach(
                (id, typeId, key, label) ->
                        spared[0] +=
                                typeId == BusCounter.CALLS_SPARED.typeId()
                                        ? counters.getCounterValue(id)
                                        : 0);
        return spared[0];
    }

    @Override
    public void close() {
        connection.close();
    }
}
