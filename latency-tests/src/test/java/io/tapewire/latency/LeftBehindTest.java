package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SubscriberSettings.Order;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that is to end when it is left behind says where, and another goes on from there. */
class LeftBehindTest {
    private static final int SOME = 2_000;

    // Much more than a log of the driver holds.
    private static final int MANY = 400_000;

    private final Told told = new Told();
    private long session;
    private long lastSequence = -1;

    private final class Behind implements FeedListener {
        @Override
        public void onLeftBehind(int feedId, long ofSession, long last) {
            assertEquals(-1, lastSequence, "told twice");
            session = ofSession;
            lastSequence = last;
        }
    }

    private FeedSubscriber subscriber(
            BusConnection bus, String channel, Order order, StartPoint start, FeedListener feeds) {
        SubscriberSettings settings =
                SubscriberSettings.DEFAULT
                        .withLines(Bus.at(channel))
                        .withStart(start)
                        .withOrder(order);
        return FeedSubscriber.open(bus, settings, new TradeDecoder(SymbolChoice.ALL, told), feeds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", "aeron:udp?endpoint=127.0.0.1:40763"})
    void shouldEndAndLetAnotherGoOn(String channel) {
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(Bus.at(channel));
        Repairs rest = new Repairs();
        try (BusConnection bus = Bus.inline();
                FeedSubscriber busy =
                        FeedSubscriber.open(
                                bus, Bus.at(channel), (b, o, l, f) -> true, FeedListener.NONE);
                FeedSubscriber slow =
                        subscriber(
                                bus,
                                channel,
                                Order.UNTIL_LEFT_BEHIND,
                                StartPoint.BEGINNING,
                                new Behind());
                ServedFeed feed =
                        new ServedFeed(bus, settings, new GeneratedTape(3 * SOME + MANY, 5))) {
            Bus.await("a subscriber", feed.publisher::isConnected, feed::doWork);
            feed.publishTo(SOME, () -> busy.doWork() + slow.doWork());
            Bus.await("some", () -> told.count() == SOME, () -> feed.doWork() + slow.doWork());
            assertFalse(slow.isLeftBehind());

            feed.publishTo(SOME + MANY, busy::doWork);
            Bus.await(
                    "left behind",
                    slow::isLeftBehind,
                    () -> feed.doWork() + busy.doWork() + slow.doWork());
            int before = told.count();
            assertTrue(before < SOME + MANY, "it was not slow");
            assertEquals(told.sequence(before - 1), lastSequence);
            feed.publishTo(2 * SOME + MANY, () -> busy.doWork() + slow.doWork());
            assertEquals(before, told.count(), "handed on after its end");

            StartPoint after = StartPoint.after(session, lastSequence);
            try (FeedSubscriber next = subscriber(bus, channel, Order.IN_ORDER, after, rest)) {
                feed.publishTo(3 * SOME + MANY, () -> busy.doWork() + next.doWork());
                feed.end();
                Bus.await("the end", rest::ended, () -> feed.doWork() + next.doWork());
            }
            told.assertIsTailOf(feed.published, 0, channel);
            rest.assertWhole(channel);
        }
    }
}
