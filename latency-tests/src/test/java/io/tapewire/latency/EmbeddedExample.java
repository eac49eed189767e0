package io.tapewire.latency;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.schemas.Side;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.IdleStrategy;

/** What the README shows, word for word, of publishing and receiving in one's own program. */
final class EmbeddedExample {
    private EmbeddedExample() {}

    static void run(PrintStream out) {
        // tag::embedded[]
        BusAddress address = new BusAddress("aeron:ipc", 1001);
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(address);
        TradeDecoder decoder =
                new TradeDecoder(
                        SymbolChoice.ALL,
                        trade -> out.println(trade.instrument() + " " + trade.price()));
        try (BusConnection bus =
                        BusConnection.embedded(DriverSettings.defaults(), System.err::println);
                FeedSubscriber subscriber =
                        FeedSubscriber.open(bus, address, decoder, FeedListener.NONE);
                TradePublisher publisher = TradePublisher.open(bus, settings)) {
            publisher.awaitSubscriber(TimeUnit.SECONDS.toNanos(10));
            int btc = publisher.addInstrument("BTC-USD", "COINBASE");
            // Exchange time in ns, instrument, 67250.25 in 1e-9, 0.015 in 1e-8, aggressor, id.
            publisher.publish(
                    1_760_000_000_004_000_000L, btc, 67_250_250_000_000L, 1_500_000L, Side.BUY, 1);
            IdleStrategy idle = bus.newIdleStrategy();
            while (decoder.trades() < 1) {
                idle.idle(publisher.doWork() + subscriber.doWork());
            }
            publisher.end(true);
            out.println("gaps: " + subscriber.counts().gapsFound());
        }
        // end::embedded[]
    }
}
