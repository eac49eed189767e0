package io.tapewire.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Subscription;
import io.aeron.logbuffer.Header;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Layout;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FeedGroupTest {
    private static final int FEEDS = 200;
    private static final BusAddress ADDRESS = new BusAddress("aeron:ipc", 7);

    private final BusConnection connection =
            BusConnection.embedded(
                    DriverSettings.builder().layout(Layout.INLINE).build(), System.err::println);
    private final Subscription subscription =
            connection.aeron().addSubscription(ADDRESS.channel(), ADDRESS.streamId());
    private final FeedGroup group = new FeedGroup(connection);
    private final FrameDecoder frame = new FrameDecoder();
    private final List<String> tradesOf = new ArrayList<>();
    private final int[] beats = new int[FEEDS];
    private int endsOf7;

    @BeforeEach
    void openAll() {
        PublisherSettings settings =
                new PublisherSettings(
                        List.of(ADDRESS), 0, TimeUnit.MILLISECONDS.toNanos(20), 0, 64 << 10);
        for (int i = 0; i < FEEDS; i++) {
            group.add(TradePublisher.open(connection, settings.withFeedId(i)));
        }
        await(() -> group.doWork() >= 0 && group.publisher(0).isConnected());
    }

    @AfterEach
    void closeAll() {
        group.close();
        connection.close();
    }

    @Test
    void shouldSendInTheNextTurnWhatWasPublishedSinceTheLast() {
        for (int feed : new int[] {0, 42, 43, FEEDS - 1, 42}) {
            TradePublisher publisher = group.publisher(feed);
            int instrumentId = publisher.addInstrument("ACME", "XTST");
            publisher.publish(1, instrumentId, 2, 3, Side.BUY, 4);
        }
        group.doWork();
        receive();
        assertEquals(List.of("1 of 0", "2 of 42", "1 of 43", "1 of 199"), tradesOf);
    }

    @Test
    void shouldKeepEachFeedAlive() {
        await(
                () -> {
                    group.doWork();
                    receive();
                    for (int feed = 0; feed < FEEDS; feed++) {
                        if (beats[feed] < 3) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    @Test
    void shouldSeeToEachFeedOnceARoundAtLeast() {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(50)) {
            Thread.onSpinWait();
        }
        receive();
        Arrays.fill(beats, 0);
        for (int i = 0; i < FeedGroup.TURNS_A_ROUND; i++) {
            group.doWork();
            receive();
        }
        for (int feed = 0; feed < FEEDS; feed++) {
            assertTrue(beats[feed] > 0, "feed " + feed + " was silent");
        }
    }

    @Test
    void shouldRefuseASecondPublisherOfAFeedUntilTheFirstIsClosed() {
        PublisherSettings settings =
                PublisherSettings.DEFAULT.withLines(ADDRESS).withFeedId(5).withRingBytes(64 << 10);
        assertEquals(
                "Feed 5 is published by this connection already: close that publisher first.",
                assertThrows(
                                TapewireException.class,
                                () -> TradePublisher.open(connection, settings))
                        .getMessage());
        group.publisher(5).close();
        TradePublisher.open(connection, settings).close();
    }

    @Test
    void shouldSayNothingMoreOfAFeedThatWasClosed() {
        group.publisher(7).close();
        receive();
        beats[7] = 0;
        await(
                () -> {
                    group.doWork();
                    receive();
                    return beats[8] > 5;
                });
        assertEquals(0, beats[7]);
        assertEquals(1, endsOf7);
    }

    @Test
    void shouldCloseAllItsPublishers() {
        group.close();
        await(
                () -> {
                    connection.doWork();
                    receive();
                    return subscription.imageCount() == 0;
                });
    }

    private void receive() {
        while (0 < subscription.poll(this::onFragment, 100)) {
            Thread.onSpinWait();
        }
    }

    private void onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        assertEquals(FrameStatus.OK, frame.wrap(buffer, offset, length));
        if (frame.templateId() == FrameDecoder.TRADES) {
            tradesOf.add(frame.itemCount() + " of " + frame.feedId());
        } else if (frame.templateId() == FrameDecoder.HEARTBEAT) {
            beats[frame.feedId()]++;
        } else if (frame.templateId() == FrameDecoder.SESSION_END && frame.feedId() == 7) {
            endsOf7++;
        }
    }

    private static void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(10), "in time");
            Thread.onSpinWait();
        }
    }
}
