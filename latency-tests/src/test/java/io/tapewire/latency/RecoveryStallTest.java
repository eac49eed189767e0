package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Tether;
import io.tapewire.driver.recovery.RecoveryEndpoint;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.driver.recovery.RecoveryThread;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that does nothing for a while, or is not there, slows nobody; all are whole after. */
class RecoveryStallTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40761";
    private static final long STALL_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int TRADES_A_TURN = 250;
    private static final long TURN_NS = TimeUnit.MILLISECONDS.toNanos(1);

    // A turn that waited for the stalled reader would take as long as the stall, at the longest.
    private static final long BLOCKED_NS = STALL_NS / 4;

    private static final class Reader {
        private final Told told = new Told();
        private final Repairs repairs = new Repairs();
        private final FeedSubscriber subscriber;

        private Reader(BusConnection bus, String channel, Tether tether) {
            SubscriberSettings settings =
                    SubscriberSettings.DEFAULT
                            .withLines(Bus.at(channel))
                            .withStart(StartPoint.BEGINNING)
                            .withTether(tether);
            TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, told);
            this.subscriber = FeedSubscriber.open(bus, settings, decoder, repairs);
        }
    }

    private long longestTurnNs;

    @ParameterizedTest
    @CsvSource({"aeron:ipc,UNTETHERED", UDP + ",UNTETHERED", "aeron:ipc,TETHERED"})
    void shouldSlowNobody(String channel, Tether tether) {
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(Bus.at(channel));
        try (BusConnection bus =
                BusConnection.embedded(DriverSettings.defaults(), System.err::println)) {
            Reader busy = new Reader(bus, channel, Tether.UNTETHERED);
            Reader stalled = new Reader(bus, channel, tether);
            try (ServedFeed feed = new ServedFeed(bus, settings, endlessTape());
                    RecoveryThread serving = serve(bus, feed)) {
                feed.publisher.announce(null);
                Bus.await("serving", () -> serving.address() != null, feed.publisher::doWork);
                feed.publisher.announce(serving.address());
                Bus.await("a subscriber", feed.publisher::isConnected, feed.publisher::doWork);
                publish(feed, STALL_NS / 4, busy, stalled);
                publish(feed, STALL_NS, busy);
                int published = feed.published.count();
                if (tether == Tether.UNTETHERED) {
                    Bus.await(
                            "the other reader, whole",
                            () -> busy.told.count() == published,
                            () -> feed.publisher.doWork() + busy.subscriber.doWork());
                    assertTrue(stalled.told.count() < published, "nobody was stalled");
                }
                publish(feed, STALL_NS / 4, busy, stalled);
                feed.end();
                Bus.await(
                        "both ends",
                        () -> busy.repairs.ended() && stalled.repairs.ended(),
                        () ->
                                feed.publisher.doWork()
                                        + busy.subscriber.doWork()
                                        + stalled.subscriber.doWork());
                check(feed, busy, stalled, channel + " " + tether);
            }
            busy.subscriber.close();
            stalled.subscriber.close();
        }
    }

    // Aeron lets a sole reader set the pace; what it has no room for is in the ring.
    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", UDP})
    void shouldNotBeSlowedByASoleReader(String channel) {
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(Bus.at(channel));
        try (BusConnection bus =
                BusConnection.embedded(DriverSettings.defaults(), System.err::println)) {
            Reader sole = new Reader(bus, channel, Tether.UNTETHERED);
            try (ServedFeed feed = new ServedFeed(bus, settings, endlessTape());
                    RecoveryThread serving = serve(bus, feed)) {
                Bus.await("serving", () -> serving.address() != null, feed.publisher::doWork);
                feed.publisher.announce(serving.address());
                Bus.await("a subscriber", feed.publisher::isConnected, feed.publisher::doWork);
                publish(feed, STALL_NS / 4, sole);
                publish(feed, STALL_NS);
                assertTrue(feed.publisher.frames(PublishResult.BACK_PRESSURED) > 0, "no stall");
                publish(feed, STALL_NS / 4, sole);
                feed.end();
                Bus.await(
                        "the end",
                        sole.repairs::ended,
                        () -> feed.publisher.doWork() + sole.subscriber.doWork());
                check(feed, sole, sole, channel + " sole");
            }
            sole.subscriber.close();
        }
    }

    @Test
    void shouldPublishWhereNobodyListens() {
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(Bus.at(UDP));
        try (BusConnection bus =
                        BusConnection.embedded(DriverSettings.defaults(), System.err::println);
                ServedFeed feed = new ServedFeed(bus, settings, endlessTape());
                RecoveryThread serving = serve(bus, feed)) {
            Bus.await("serving", () -> serving.address() != null, feed.publisher::doWork);
            feed.publisher.announce(serving.address());
            publish(feed, STALL_NS / 2);
            assertEquals(0, feed.publisher.frames(PublishResult.SENT));
            Reader late = new Reader(bus, UDP, Tether.UNTETHERED);
            Bus.await("a subscriber", feed.publisher::isConnected, feed.publisher::doWork);
            feed.end();
            Bus.await(
                    "the end",
                    late.repairs::ended,
                    () -> feed.publisher.doWork() + late.subscriber.doWork());
            check(feed, late, late, "nobody");
            late.subscriber.close();
        }
    }

    private void check(ServedFeed feed, Reader busy, Reader stalled, String what) {
        System.err.printf(
                "%s: %d trades, longest turn %d us, refused %d, stalled one recovered %d%n",
                what,
                feed.published.count(),
                longestTurnNs / 1000,
                feed.publisher.frames(PublishResult.BACK_PRESSURED),
                stalled.repairs.filled.cardinality());
        assertEquals(0, feed.publisher.waits(), what);
        assertTrue(longestTurnNs < BLOCKED_NS, what + ": a turn took " + longestTurnNs + " ns");
        busy.told.assertIsTailOf(feed.published, 0, what + ", busy");
        busy.repairs.assertWhole(what + ", busy");
        stalled.told.assertIsTailOf(feed.published, 0, what + ", stalled");
        stalled.repairs.assertWhole(what + ", stalled");
    }

    /** Publishes a quarter of a million trades a second or fewer, for so long. */
    private void publish(ServedFeed feed, long longNs, Reader... readers) {
        long startNs = System.nanoTime();
        long dueNs = startNs;
        while (System.nanoTime() - startNs < longNs) {
            long turnNs = System.nanoTime();
            feed.publish(TRADES_A_TURN);
            feed.publisher.doWork();
            longestTurnNs = Math.max(longestTurnNs, System.nanoTime() - turnNs);
            dueNs += TURN_NS;
            do {
                int work = 0;
                for (Reader reader : readers) {
                    work += reader.subscriber.doWork();
                }
                if (work == 0) {
                    LockSupport.parkNanos(20_000);
                }
            } while (System.nanoTime() - dueNs < 0);
        }
    }

    private static GeneratedTape endlessTape() {
        return new GeneratedTape(Integer.MAX_VALUE, 5);
    }

    private static RecoveryThread serve(BusConnection bus, ServedFeed feed) {
        return RecoveryThread.start(
                bus.aeronDir(),
                RecoveryEndpoint.LOCAL,
                RecoveryLimits.DEFAULT,
                feed.publisher.frames(),
                System.err::println);
    }
}
