package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import io.tapewire.driver.Tether;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a real driver: who may speak for a session, and who is left behind. */
@Timeout(60)
class FeedSubscriberTest {
    private static final BusAddress IPC = new BusAddress("aeron:ipc", 7);
    private static final int FEED = 5;

    private final List<String> conflicts = new ArrayList<>();
    private final Recorder recorder = new Recorder();
    private final FeedListener listener =
            new FeedListener() {
                @Override
                public void onConflict(int feedId, long session, String source) {
                    conflicts.add(feedId + "/" + session + " from " + source);
                }

                @Override
                public void onResumed(int feedId, long session, String source) {
                    conflicts.add(feedId + "/" + session + " resumed from " + source);
                }

                @Override
                public void onRejected(FrameStatus reason) {
                    conflicts.add("rejected: " + reason);
                }
            };
    private final List<Long> received = new ArrayList<>();
    private final TradeDecoder decoder =
            new TradeDecoder(SymbolChoice.ALL, trade -> received.add(trade.sequence()));
    private final BusConnection connection =
            BusConnection.embedded(
                    DriverSettings.builder()
                            .layout(Layout.SHARED)
                            .idle(Idle.BACKOFF)
                            .termLengthBytes(1 << 16)
                            .build(),
                    notice -> {});

    @AfterEach
    void closeConnection() {
        connection.close();
    }

    private ExclusivePublication publication() {
        return connection.aeron().addExclusivePublication(IPC.channel(), IPC.streamId());
    }

    private FrameHandler onto(ExclusivePublication publication) {
        return (buffer, offset, length, from) -> {
            await(
                    () -> {
                        connection.doWork();
                        return publication.offer(buffer, offset, length) > 0;
                    });
            return true;
        };
    }

    private static SubscriberSettings skipping(BusAddress address, Tether tether) {
        return SubscriberSettings.DEFAULT
                .withLines(address)
                .withOrder(SubscriberSettings.Order.SKIP_AND_TELL)
                .withTether(tether);
    }

    private static void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(10), "in time");
            Thread.onSpinWait();
        }
    }

    private void awaitReaders(ExclusivePublication publication, BusConnection other) {
        await(
                () -> {
                    connection.doWork();
                    other.doWork();
                    return publication.isConnected();
                });
    }

    private void turns(FeedSubscriber subscriber, long ns) {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < ns) {
            subscriber.doWork();
        }
    }

    private void awaitTrades(FeedSubscriber subscriber, int count) {
        await(
                () -> {
                    subscriber.doWork();
                    return received.size() >= count;
                });
    }

    @Test
    void shouldRefuseTheSecondPublisherOfASessionUntilTheFirstIsGone() {
        try (FeedSubscriber subscriber = FeedSubscriber.open(connection, IPC, decoder, listener);
                ExclusivePublication second = publication()) {
            ExclusivePublication first = publication();
            Frames ones = new Frames(onto(first), FEED, 100);
            Frames others = new Frames(onto(second), FEED, 100);
            ones.trades(1, 2);
            awaitTrades(subscriber, 2);
            others.trades(3, 3);
            others.trades(4, 4);
            await(() -> subscriber.doWork() >= 0 && subscriber.conflicts() == 2);
            ones.trades(3, 3);
            awaitTrades(subscriber, 3);
            assertEquals(List.of("5/100 from aeron:ipc"), conflicts);
            first.close();
            turns(subscriber, TimeUnit.MILLISECONDS.toNanos(200));
            others.trades(4, 5);
            awaitTrades(subscriber, 5);
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), received);
            assertEquals(2, subscriber.conflicts());
        }
    }

    @Test
    void shouldLetASecondPublisherTakeOverFromASilentOne() {
        try (FeedSubscriber subscriber = FeedSubscriber.open(connection, IPC, decoder, listener);
                ExclusivePublication first = publication();
                ExclusivePublication second = publication()) {
            Frames ones = new Frames(onto(first), FEED, 100);
            Frames others = new Frames(onto(second), FEED, 100);
            ones.trades(1, 1);
            awaitTrades(subscriber, 1);
            await(
                    () -> {
                        others.trades(2, 2);
                        turns(subscriber, TimeUnit.MILLISECONDS.toNanos(20));
                        return received.size() == 2;
                    });
            assertEquals(
                    List.of("5/100 from aeron:ipc", "5/100 resumed from aeron:ipc"), conflicts);
            ones.trades(3, 3);
            turns(subscriber, TimeUnit.MILLISECONDS.toNanos(20));
            assertEquals(List.of(1L, 2L), received);
            assertEquals(3, conflicts.size(), conflicts::toString);
        }
    }

    @Test
    void shouldBelieveAtOnceWhoeverGoesOnAfterALongSilence() {
        try (FeedSubscriber subscriber = FeedSubscriber.open(connection, IPC, decoder, listener);
                ExclusivePublication first = publication();
                ExclusivePublication second = publication()) {
            new Frames(onto(first), FEED, 100).trades(1, 1);
            awaitTrades(subscriber, 1);
            for (int look = 0; look < 10; look++) {
                turns(subscriber, TimeUnit.MILLISECONDS.toNanos(55));
            }
            new Frames(onto(second), FEED, 100).trades(2, 2);
            awaitTrades(subscriber, 2);
            assertEquals(List.of("5/100 resumed from aeron:ipc"), conflicts);
            assertEquals(0, subscriber.conflicts());
        }
    }

    @Test
    void shouldTakeOtherFeedsAndNewSessionsFromAnybody() {
        try (FeedSubscriber subscriber = FeedSubscriber.open(connection, IPC, decoder, listener);
                ExclusivePublication first = publication();
                ExclusivePublication second = publication()) {
            new Frames(onto(first), FEED, 100).trades(1, 1);
            new Frames(onto(second), FEED + 1, 100).trades(1, 1);
            new Frames(onto(second), FEED, 200).trades(1, 1);
            new Frames(onto(first), FEED + 1, 100).trades(2, 2);
            awaitTrades(subscriber, 3);
            turns(subscriber, TimeUnit.MILLISECONDS.toNanos(5));
            assertEquals(List.of("6/100 from aeron:ipc"), conflicts);
        }
    }

    @Test
    void shouldCountABadFrameOnce() {
        try (FeedSubscriber subscriber = FeedSubscriber.open(connection, IPC, decoder, listener);
                ExclusivePublication publication = publication()) {
            UnsafeBuffer junk = new UnsafeBuffer(new byte[100]);
            onto(publication).onFrame(junk, 0, 100, 0);
            onto(publication).onFrame(junk, 0, 7, 0);
            new Frames(onto(publication), FEED, 100).trades(1, 1);
            awaitTrades(subscriber, 1);
            assertEquals(List.of("rejected: FOREIGN_SCHEMA", "rejected: TOO_SHORT"), conflicts);
            assertEquals(1, subscriber.frames(FrameStatus.FOREIGN_SCHEMA));
        }
    }

    @ParameterizedTest
    @CsvSource({"aeron:ipc", "aeron:udp?endpoint=127.0.0.1:40733"})
    void shouldLeaveAStalledReaderBehindAndBringItBack(String channel) {
        SubscriberSettings untethered = skipping(new BusAddress(channel, 7), Tether.UNTETHERED);
        List<Long> stalledReceived = new ArrayList<>();
        TradeDecoder stalledDecoder =
                new TradeDecoder(SymbolChoice.ALL, trade -> stalledReceived.add(trade.sequence()));
        try (BusConnection other = BusConnection.attach(connection.aeronDir(), notice -> {});
                FeedSubscriber prompt =
                        FeedSubscriber.open(connection, untethered, decoder, listener);
                FeedSubscriber stalled =
                        FeedSubscriber.open(other, untethered, stalledDecoder, recorder);
                ExclusivePublication publication =
                        connection.aeron().addExclusivePublication(channel, 7)) {
            awaitReaders(publication, other);
            long[] sequence = {0};
            Frames frames =
                    new Frames(
                            (buffer, offset, length, from) ->
                                    publication.offer(buffer, offset, length) > 0,
                            FEED,
                            100);
            Runnable turn =
                    () -> {
                        if (frames.trades(sequence[0] + 1, sequence[0] + 30)) {
                            sequence[0] += 30;
                        }
                        prompt.doWork();
                    };
            await(
                    () -> {
                        turn.run();
                        stalled.doWork();
                        return received.size() > 300 && stalledReceived.size() > 300;
                    });
            // Ten logs, past a reader that holds a window of a sixth of one.
            long before = sequence[0];
            await(
                    () -> {
                        turn.run();
                        return sequence[0] > before + 50_000;
                    });
            long left = sequence[0];
            await(
                    () -> {
                        turn.run();
                        stalled.doWork();
                        return stalledReceived.get(stalledReceived.size() - 1) > left;
                    });
            assertEquals(sequence[0] / 1_000, received.size() / 1_000, 1, "of the prompt reader");
            assertTrue(
                    recorder.heard.stream().anyMatch(line -> line.startsWith("gap ")),
                    recorder.heard::toString);
            assertEquals(List.of(), conflicts);
        }
    }

    @Test
    void shouldHoldThePublisherBackWhereItIsTethered() {
        try (BusConnection other = BusConnection.attach(connection.aeronDir(), notice -> {});
                FeedSubscriber prompt =
                        FeedSubscriber.open(
                                connection, skipping(IPC, Tether.UNTETHERED), decoder, listener);
                FeedSubscriber stalled =
                        FeedSubscriber.open(
                                other, skipping(IPC, Tether.TETHERED), decoder, listener);
                ExclusivePublication publication = publication()) {
            UnsafeBuffer junk = new UnsafeBuffer(new byte[1_000]);
            long startNs = System.nanoTime();
            long sent = 0;
            while (System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(500)) {
                sent += publication.offer(junk) > 0 ? 1 : 0;
                prompt.doWork();
                other.doWork();
            }
            assertTrue(sent > 0 && sent < 100, "frames sent past it: " + sent);
            assertTrue(stalled.isConnected());
        }
    }
}
