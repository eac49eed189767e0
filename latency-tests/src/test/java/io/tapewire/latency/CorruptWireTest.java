package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.SourcePublisher;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.TradeDigest;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.schemas.pace.Pacer;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged copies of good frames, and messages that are no frames, among good frames on the same
 * channel and stream: the good are delivered as if the others were not there, which are rejected by
 * name and counted. Run with Agrona's bounds checks on and off.
 */
class CorruptWireTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40731";
    private static final int TRADES = 20_000;
    private static final int MAX_COPIES = 6;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<byte[]> frames = new ArrayList<>();
    private final Map<FrameStatus, Long> offered = new EnumMap<>(FrameStatus.class);
    private final TradeDigest expected = new TradeDigest();
    private ExclusivePublication wire;

    /** The frames of a whole session, kept from a bus of their own. */
    @BeforeEach
    void recordSession() {
        System.err.println("seed " + seed);
        FrameHandler keep =
                (buffer, offset, length, from) -> {
                    byte[] frame = new byte[length];
                    buffer.getBytes(offset, frame);
                    return frames.add(frame);
                };
        Sessions sessions = new Sessions();
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(Bus.at("aeron:ipc"))
                        .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
        try (BusConnection recording = Bus.inline();
                FeedSubscriber subscriber =
                        FeedSubscriber.open(recording, settings.lines().get(0), keep, sessions);
                TradePublisher publisher = TradePublisher.open(recording, settings)) {
            Bus.await("a subscriber", publisher::isConnected, publisher::doWork);
            SourcePublisher pump =
                    new SourcePublisher(
                            new GeneratedTape(TRADES, 7), publisher, new Pacer(Pace.MAX));
            Bus.await("all published", pump::isDone, () -> pump.doWork() + subscriber.doWork());
            publisher.end(true);
            Bus.await("the end", sessions::ended, () -> publisher.doWork() + subscriber.doWork());
        }
        TradeDecoder decoder = decoderInto(expected);
        UnsafeBuffer buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(2048, 64));
        for (byte[] frame : frames) {
            buffer.putBytes(0, frame);
            decoder.onFrame(buffer, 0, frame.length, 0);
        }
        assertEquals(TRADES, expected.count());
    }

    private static TradeDecoder decoderInto(TradeDigest digest) {
        return new TradeDecoder(
                SymbolChoice.ALL,
                trade ->
                        digest.add(
                                trade.timeNs(),
                                trade.instrument().contentHash(),
                                trade.price(),
                                trade.quantity(),
                                trade.side(),
                                trade.tradeId()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", UDP})
    void shouldDeliverTheGoodAndNameTheBad(String channel) {
        TradeDigest delivered = new TradeDigest();
        Sessions heard = new Sessions();
        try (BusConnection connection = Bus.inline();
                FeedSubscriber subscriber =
                        FeedSubscriber.open(
                                connection, Bus.at(channel), decoderInto(delivered), heard);
                ExclusivePublication publication =
                        connection
                                .aeron()
                                .addExclusivePublication(channel, BusAddress.DEFAULT_STREAM_ID)) {
            wire = publication;
            Bus.await("a subscriber", wire::isConnected, subscriber::doWork);
            for (byte[] frame : frames) {
                for (int copies = random.nextInt(MAX_COPIES); copies > 0; copies--) {
                    offerBad(frame, subscriber);
                }
                offer(frame, subscriber);
            }
            Bus.await("the end", heard::ended, subscriber::doWork);
            assertEquals(frames.size(), subscriber.frames(FrameStatus.OK));
            assertEquals(offered, counted(subscriber));
            assertEquals(0, subscriber.counts().duplicates());
        }
        assertEquals(expected.count(), delivered.count());
        assertEquals(expected.value(), delivered.value());
        List<String> others = heard.heard().stream().filter(h -> !isRejection(h)).toList();
        assertEquals(List.of("started at 1", "ended COMPLETE"), others);
        assertTrue(offered.size() >= 4, "too few kinds of damage: " + offered);
    }

    private static boolean isRejection(String heard) {
        return heard.startsWith("rejected ");
    }

    private static Map<FrameStatus, Long> counted(FeedSubscriber subscriber) {
        Map<FrameStatus, Long> counted = new EnumMap<>(FrameStatus.class);
        for (FrameStatus status : FrameStatus.values()) {
            if (status != FrameStatus.OK && subscriber.frames(status) > 0) {
                counted.put(status, subscriber.frames(status));
            }
        }
        return counted;
    }

    private void offerBad(byte[] good, FeedSubscriber subscriber) {
        byte[] bad =
                switch (random.nextInt(5)) {
                    case 0, 1 -> flipped(good);
                    case 2 -> Arrays.copyOf(good, random.nextInt(good.length));
                    case 3 -> noise(random.nextInt(wire.maxPayloadLength()));
                    default -> noise(wire.maxPayloadLength() + 1 + random.nextInt(4000));
                };
        int payload = wire.maxPayloadLength();
        if (bad.length > payload) {
            offered.merge(FrameStatus.FRAGMENT, (bad.length + payload - 1L) / payload, Long::sum);
        } else {
            offered.merge(judged(bad), 1L, Long::sum);
        }
        offer(bad, subscriber);
    }

    private byte[] flipped(byte[] good) {
        byte[] bad = good.clone();
        for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
            int bit = random.nextInt(8 * bad.length);
            bad[bit >> 3] ^= (byte) (1 << (bit & 7));
        }
        // Two flips of one bit would leave it good.
        return Arrays.equals(bad, good) ? new byte[0] : bad;
    }

    private byte[] noise(int lengthBytes) {
        byte[] noise = new byte[lengthBytes];
        random.nextBytes(noise);
        return noise;
    }

    private static FrameStatus judged(byte[] bytes) {
        UnsafeBuffer buffer =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes.length + 64, 64));
        buffer.putBytes(0, bytes);
        FrameStatus status = new FrameDecoder().wrap(buffer, 0, bytes.length);
        assertTrue(status != FrameStatus.OK, "a bad frame was made badly");
        return status;
    }

    private void offer(byte[] message, FeedSubscriber subscriber) {
        UnsafeBuffer buffer = new UnsafeBuffer(message);
        Bus.await("room", () -> wire.offer(buffer, 0, message.length) > 0, subscriber::doWork);
    }
}
