package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seven readers of one driver, without an eighth that is stalled and with it, in turns: measures
 * what the stalled one does to the others and to the publisher, and says it. What it asserts is
 * that everyone is whole.
 */
@Tag("soak")
@Timeout(2 * Soak.DEADLINE_S)
class SoakStalledReaderTest {
    private static final int READERS = 7;
    private static final int TRADES_A_SECOND = Integer.getInteger("soak.rate", 200_000);
    private static final long DURATION_NS = TimeUnit.SECONDS.toNanos(3);
    private static final int WARM_UPS = 2;
    private static final int SAMPLED = 16;

    // Without and with, in an order in which what drifts falls on both alike.
    private static final boolean[] STALLED = {
        false, true, true, false, true, false, false, true, false, true, true, false
    };

    private final SideBySide without = new SideBySide("without the stalled one");
    private final SideBySide with = new SideBySide("with the stalled one");
    private int streamId = 4_000;

    private static final class Reader {
        private final Repairs repairs = new Repairs();
        private final Histogram lateNs;
        private final FeedSubscriber subscriber;
        private long trades;
        private long lastNs;

        private Reader(BusConnection bus, BusAddress address, Histogram lateNs) {
            this.lateNs = lateNs;
            this.subscriber =
                    FeedSubscriber.open(
                            bus,
                            SubscriberSettings.DEFAULT
                                    .withLines(address)
                                    .withStart(StartPoint.BEGINNING),
                            new TradeDecoder(SymbolChoice.ALL, this::onTrade),
                            repairs);
        }

        private void onTrade(Trade trade) {
            if (++trades % SAMPLED == 0) {
                lastNs = System.nanoTime();
                lateNs.recordValue(Math.max(0, lastNs - trade.timeNs()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron:udp?endpoint=127.0.0.1:40619", "aeron:ipc"})
    void shouldLeaveTheOthersAlone(String channel) {
        try (BusConnection bus = Soak.bus()) {
            for (int run = 0; run < STALLED.length; run++) {
                BusAddress address = new BusAddress(channel, ++streamId);
                run(bus, address, STALLED[run], run < WARM_UPS);
            }
        }
        Soak.say(
                "seven readers of one driver at %,d trades/s over %s: median (least to most) of"
                        + " %d runs each, in turns",
                TRADES_A_SECOND, channel, (STALLED.length - WARM_UPS) / 2);
        without.say();
        with.say();
    }

    private void run(BusConnection bus, BusAddress address, boolean stall, boolean warmUp) {
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(address);
        Histogram lateNs = new Histogram(TimeUnit.MINUTES.toNanos(10), 3);
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(new Reader(bus, address, lateNs));
        }
        Reader stalled = stall ? new Reader(bus, address, new Histogram(3)) : null;
        try (SteadyFeed feed = new SteadyFeed(bus, settings, TRADES_A_SECOND, DURATION_NS)) {
            feed.start();
            Bus.await(
                    Soak.DEADLINE_S,
                    "the others, whole",
                    () -> ended(readers) && feed.hasEnded(),
                    () -> turn(readers));
            if (!warmUp) {
                long lastNs =
                        readers.stream().mapToLong(reader -> reader.lastNs).max().orElseThrow();
                (stall ? with : without).add(feed, lateNs, lastNs - feed.startNs());
            }
            if (stall) {
                assertEquals(0, stalled.trades, "it was not stalled");
                readers.add(stalled);
                Bus.await(
                        Soak.DEADLINE_S,
                        "the stalled one, whole",
                        () -> ended(readers),
                        () -> turn(readers));
            }
            for (Reader reader : readers) {
                reader.repairs.assertWhole("run " + address);
                assertEquals(feed.trades(), reader.trades);
                reader.subscriber.close();
            }
        }
    }

    private static boolean ended(List<Reader> readers) {
        return readers.stream().allMatch(reader -> reader.repairs.ended());
    }

    private static int turn(List<Reader> readers) {
        int work = 0;
        for (Reader reader : readers) {
            work += reader.subscriber.doWork();
        }
        return work;
    }
}
