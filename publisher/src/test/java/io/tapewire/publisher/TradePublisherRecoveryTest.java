package io.tapewire.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Subscription;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Layout;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.RecoverySourceDecoder;
import io.tapewire.schemas.sbe.SourceKind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a publisher keeps for those who did not receive it, and how it says where. */
class TradePublisherRecoveryTest {
    private static final PublisherSettings SETTINGS =
            PublisherSettings.DEFAULT
                    .withLines(new BusAddress("aeron:ipc?term-length=64k", 1001))
                    .withRingBytes(1 << 20);

    private final FrameDecoder frame = new FrameDecoder();
    private final RecoverySourceDecoder source = new RecoverySourceDecoder();
    private RecoveryAddress announced;
    private int announcements;
    private long announcedAt;

    @Test
    void shouldKeepWhatWasRefusedLiveAndTheEnd() {
        UnsafeBuffer copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(1_408, 64));
        try (BusConnection bus = inline()) {
            TradePublisher publisher = TradePublisher.open(bus, SETTINGS);
            int id = publisher.addInstrument("BTC-USD", "TEST");
            for (int i = 0; i < 1_000; i++) {
                publisher.publish(i, id, i, 1, Side.BUY, i);
            }
            publisher.end(true);
            assertEquals(0, publisher.frames(PublishResult.SENT));
            FramesBySequence frames = publisher.frames();
            long session = publisher.session();
            long sequence = 1;
            while (sequence <= 1_001) {
                int length = frames.copyFrame(1, session, sequence, copy, 0);
                assertEquals(FrameStatus.OK, frame.wrap(copy, 0, length));
                assertEquals(sequence, frame.sequence());
                sequence = frame.nextSequence();
            }
            assertEquals(1_002, sequence);
            int length = frames.copyFrame(1, session, sequence, copy, 0);
            assertEquals(FrameStatus.OK, frame.wrap(copy, 0, length));
            assertEquals(FrameDecoder.SESSION_END, frame.templateId());
            length = frames.copyDefinitions(1, session, 0, copy, 0);
            assertEquals(FrameStatus.OK, frame.wrap(copy, 0, length));
            assertEquals(FrameDecoder.DEFINITIONS, frame.templateId());
            publisher.close();
            assertEquals(0, frames.nextSequence(1, session));
        }
    }

    @Test
    void shouldAnnounceWhereItIsServedAtOnceAndThenNowAndThen() {
        RecoveryAddress address = new RecoveryAddress("aeron:udp?endpoint=h:1", 2, "h:3", 4);
        try (BusConnection bus = inline();
                TradePublisher publisher = TradePublisher.open(bus, SETTINGS);
                Subscription subscription =
                        bus.aeron()
                                .addSubscription(
                                        SETTINGS.lines().get(0).channel(),
                                        SETTINGS.lines().get(0).streamId())) {
            assertTrue(publisher.awaitSubscriber(TimeUnit.SECONDS.toNanos(10)));
            publisher.announce(address);
            long startNs = System.nanoTime();
            while (announcements < 2) {
                publisher.doWork();
                subscription.poll(
                        (buffer, offset, length, header) -> read(buffer, offset, length), 10);
                assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(10));
            }
            assertTrue(System.nanoTime() - startNs > TimeUnit.MILLISECONDS.toNanos(200));
            assertEquals(address, announced);
            assertEquals(1, announcedAt);
        }
    }

    @Test
    void shouldAnnounceAsSoonAsReadersHaveRoom() {
        RecoveryAddress address = new RecoveryAddress("aeron:udp?endpoint=h:1", 2, "h:3", 4);
        BusAddress line = SETTINGS.lines().get(0);
        try (BusConnection bus = inline();
                TradePublisher publisher = TradePublisher.open(bus, SETTINGS);
                Subscription subscription =
                        bus.aeron().addSubscription(line.channel(), line.streamId())) {
            assertTrue(publisher.awaitSubscriber(TimeUnit.SECONDS.toNanos(10)));
            int id = publisher.addInstrument("BTC-USD", "TEST");
            while (publisher.frames(PublishResult.BACK_PRESSURED) == 0) {
                publisher.publish(1, id, 1, 1, Side.BUY, 1);
            }
            publisher.announce(address);
            // Long enough for it to come due, and to be tried in vain.
            long startNs = System.nanoTime();
            while (System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(120)) {
                publisher.publish(1, id, 1, 1, Side.BUY, 1);
                publisher.doWork();
            }
            for (int turn = 0; turn < 1_000 && announcements == 0; turn++) {
                subscription.poll(
                        (buffer, offset, length, header) -> read(buffer, offset, length), 10);
                publisher.doWork();
            }
            assertEquals(1, announcements, "it was not said while there was room");
        }
    }

    @Test
    @Timeout(30)
    void shouldHaveAFrameToAskForWhileItWaitsForReaders() throws InterruptedException {
        BusAddress line = SETTINGS.lines().get(0);
        try (BusConnection bus = inline();
                TradePublisher publisher =
                        TradePublisher.open(
                                bus, SETTINGS.withMaxWaitNs(TimeUnit.SECONDS.toNanos(20)));
                Subscription subscription =
                        bus.aeron().addSubscription(line.channel(), line.streamId())) {
            assertTrue(publisher.awaitSubscriber(TimeUnit.SECONDS.toNanos(10)));
            int id = publisher.addInstrument("BTC-USD", "TEST");
            FramesBySequence frames = publisher.frames();
            long session = publisher.session();
            AtomicLong kept = new AtomicLong();
            Thread asker =
                    new Thread(
                            () -> {
                                kept.set(awaitStandstill(frames, session));
                                publisher.stopWaiting();
                            });
            asker.start();
            while (publisher.frames(PublishResult.BACK_PRESSURED) == 0) {
                publisher.publish(1, id, 1, 1, Side.BUY, 1);
                publisher.flush();
            }
            asker.join();
            assertEquals(publisher.nextSequence(), kept.get());
            assertTrue(subscription.isConnected());
        }
    }

    private static long awaitStandstill(FramesBySequence frames, long session) {
        long next = 0;
        int still = 0;
        while (still < 20) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            long now = frames.nextSequence(1, session);
            still = now > 2 && now == next ? still + 1 : 0;
            next = now;
        }
        return next;
    }

    /** An interrupt ends an inline driver, and with it whatever tells the time. */
    @Test
    @Timeout(30)
    void shouldWaitNoLongerThanItWasToldInAnInterruptedThread() {
        BusAddress line = SETTINGS.lines().get(0);
        try (BusConnection bus = inline();
                TradePublisher publisher =
                        TradePublisher.open(
                                bus, SETTINGS.withMaxWaitNs(TimeUnit.MILLISECONDS.toNanos(50)));
                Subscription subscription =
                        bus.aeron().addSubscription(line.channel(), line.streamId())) {
            assertTrue(publisher.awaitSubscriber(TimeUnit.SECONDS.toNanos(10)));
            int id = publisher.addInstrument("BTC-USD", "TEST");
            Thread.currentThread().interrupt();
            while (publisher.frames(PublishResult.BACK_PRESSURED) == 0) {
                publisher.publish(1, id, 1, 1, Side.BUY, 1);
                publisher.flush();
            }
            assertTrue(Thread.interrupted());
            assertTrue(subscription.isConnected());
        }
    }

    private void read(DirectBuffer buffer, int offset, int length) {
        assertEquals(FrameStatus.OK, frame.wrap(buffer, offset, length));
        if (frame.templateId() != FrameDecoder.RECOVERY_SOURCE) {
            return;
        }
        announcedAt = frame.sequence();
        source.wrap(
                frame.frame(),
                MessageHeaderDecoder.ENCODED_LENGTH,
                frame.blockLength(),
                frame.version());
        assertEquals(SourceKind.RING, source.kind());
        announcements++;
        announced =
                new RecoveryAddress(
                        source.requestChannel(),
                        source.requestStreamId(),
                        source.responseControl(),
                        source.responseStreamId());
    }

    @Test
    void shouldRefuseARingThatHoldsLessThanEightFrames() {
        DriverSettings settings =
                DriverSettings.builder().layout(Layout.INLINE).mtuLengthBytes(65_504).build();
        try (BusConnection connection = BusConnection.embedded(settings, System.err::println)) {
            assertEquals(
                    "The ring has 65536 bytes: give 524288 or more for frames of 65472.",
                    assertThrows(
                                    TapewireException.class,
                                    () ->
                                            TradePublisher.open(
                                                    connection,
                                                    SETTINGS.withLines(
                                                                    new BusAddress("aeron:ipc", 7))
                                                            .withRingBytes(1 << 16)))
                            .getMessage());
        }
    }

    @Test
    void shouldRefuseARingOfAnotherSize() {
        for (int bytes : new int[] {0, -1, 1 << 15, (1 << 20) + 1, Integer.MIN_VALUE}) {
            assertThrows(TapewireException.class, () -> SETTINGS.withRingBytes(bytes));
        }
    }

    private static BusConnection inline() {
        return BusConnection.embedded(
                DriverSettings.builder().layout(Layout.INLINE).build(), System.err::println);
    }
}
