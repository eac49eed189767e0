package io.tapewire.latency.local;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.Tether;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.util.concurrent.TimeUnit;

/** Publisher, driver and subscriber in one thread, and trades that go from one end to the other. */
final class WholePath implements AutoCloseable {
    private static final int DEFINITIONS_A_TURN = 500;

    private final SampleTrades sample;
    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, new TradeSum(false));
    private final BusConnection bus;
    private final FeedSubscriber subscriber;
    private final TradePublisher publisher;
    private long published;

    WholePath(SampleTrades sample, int mtu) {
        this.sample = sample;
        this.bus = LocalBus.open(mtu);
        SubscriberSettings reading =
                SubscriberSettings.DEFAULT.withLines(LocalBus.ADDRESS).withTether(Tether.TETHERED);
        subscriber = FeedSubscriber.open(bus, reading, decoder, FeedListener.NONE);
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(LocalBus.ADDRESS);
        publisher = TradePublisher.open(bus, settings);
        publisher.awaitSubscriber(TimeUnit.SECONDS.toNanos(10));
        for (int i = 0; i < sample.instrumentCount(); i++) {
            publisher.addInstrument(sample.symbol(i), sample.venue(i));
            if (i % DEFINITIONS_A_TURN == 0) {
                settle();
            }
        }
        settle();
    }

    private void settle() {
        publisher.doWork();
        int idle = 0;
        while (idle < 3) {
            idle = subscriber.doWork() == 0 ? idle + 1 : 0;
        }
    }

    /** Publishes so many trades, flushes, and receives them; not more than a log has room for. */
    void carry(int trades) {
        long end = published + trades;
        for (long i = published; i < end; i++) {
            sample.publish(i, publisher);
        }
        published = end;
        publisher.doWork();
        while (decoder.trades() < published && subscriber.counts().abandoned() == 0) {
            subscriber.doWork();
        }
        // Tells the publisher's log of the room that there is again.
        bus.doWork();
    }

    /** Whether every trade arrived, and its instrument was known. */
    boolean isWhole() {
        return decoder.trades() == published && decoder.undefined() == 0;
    }

    @Override
    public void close() {
        publisher.close();
        subscriber.close();
        bus.close();
    }
}
