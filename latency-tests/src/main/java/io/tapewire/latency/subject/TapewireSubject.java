package io.tapewire.latency.subject;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.Tether;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.util.concurrent.TimeUnit;

/** The bus itself, as a user embeds it: publisher, subscriber, decoder, and all that they check. */
final class TapewireSubject implements Subject {
    private static final long MAX_WAIT_NS = TimeUnit.SECONDS.toNanos(5);

    private final Place place;
    private final BusConnection connection;

    TapewireSubject(Place place) {
        this.place = place;
        this.connection = Road.connect(place);
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
                        .withFeedId(way.ordinal() + 1)
                        .withMaxWaitNs(MAX_WAIT_NS);
        return new TapewireSender(connection, settings, place);
    }

    @Override
    public TradeReceiver receiver(Way way, TradeSink sink) {
        TradeDecoder decoder =
                new TradeDecoder(
                        SymbolChoice.ALL,
                        trade ->
                                sink.onTrade(
                                        trade.timeNs(),
                                        trade.tradeId(),
                                        trade.instrumentId(),
                                        trade.price(),
                                        trade.quantity(),
                                        trade.side().ordinal()));
        SubscriberSettings settings =
                SubscriberSettings.DEFAULT
                        .withLines(Road.address(place, way))
                        .withTether(Tether.TETHERED);
        return new Receiver(FeedSubscriber.open(connection, settings, decoder, FeedListener.NONE));
    }

    private record Receiver(FeedSubscriber subscriber) implements TradeReceiver {
        @Override
        public int doWork() {
            return subscriber.doWork();
        }

        @Override
        public long bytes() {
            return subscriber.bytes();
        }

        @Override
        public void close() {
            subscriber.close();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
