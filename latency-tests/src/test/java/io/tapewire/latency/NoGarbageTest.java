package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Layout;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.SourcePublisher;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.schemas.pace.Pacer;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once running, no role makes garbage: counted by the JVM, over a million trades. */
class NoGarbageTest {
    private static final long TRADES = 1_000_000;

    // Chronicle maps a block of its file now and then, and a driver's conductor may be asked once;
    // a hundredth of a byte a trade is neither a leak nor a collection.
    private static final long ALLOWED_BYTES = TRADES / 100;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir private Path dir;
    private long sum;

    /** One role's turn, with the bytes that it allocated. */
    private static final class Metered {
        private final String name;
        private final IntSupplier turn;
        private long bytes;
        private long leastBytes = Long.MAX_VALUE;

        Metered(String name, IntSupplier turn) {
            this.name = name;
            this.turn = turn;
        }

        int doWork() {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            int work = turn.getAsInt();
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
            return work;
        }
    }

    @Test
    void shouldAllocateNothingOverAMillionTradesInAnyRole() {
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(Bus.at("aeron:udp?endpoint=127.0.0.1:40715"))
                        .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
        DriverSettings shared = DriverSettings.builder().layout(Layout.SHARED).build();
        TradeDecoder decoder =
                new TradeDecoder(
                        SymbolChoice.ALL, trade -> sum += trade.price() + trade.sequence());
        try (BusConnection bus = BusConnection.embedded(shared, System.err::println);
                JournalWriter journal =
                        JournalWriter.open(
                                dir, JournalSettings.defaults(), new OffsetEpochNanoClock());
                FeedSubscriber subscriber =
                        FeedSubscriber.open(
                                bus, settings.lines().get(0), decoder, FeedListener.NONE);
                FeedSubscriber recorder =
                        FeedSubscriber.open(
                                bus, settings.lines().get(0), journal, FeedListener.NONE);
                TradePublisher publisher = TradePublisher.open(bus, settings)) {
            GeneratedTape tape = new GeneratedTape(4 * TRADES, 7, 1_000);
            for (int i = 0; i < tape.instrumentCount(); i++) {
                publisher.addInstrument(tape.symbol(i), tape.venue(i));
            }
            SourcePublisher pump = new SourcePublisher(tape, publisher, new Pacer(Pace.MAX));
            Bus.await("a subscriber", publisher::isConnected, publisher::doWork);
            List<Metered> roles =
                    List.of(
                            new Metered("publishing", pump::doWork),
                            new Metered("receiving", subscriber::doWork),
                            new Metered("journaling", recorder::doWork));
            runTo(TRADES, roles, pump, decoder);
            // What the JIT itself allocates on a role's thread differs from round to round.
            for (int round = 2; round <= 4; round++) {
                roles.forEach(role -> role.bytes = 0);
                runTo(round * TRADES, roles, pump, decoder);
                roles.forEach(role -> role.leastBytes = Math.min(role.leastBytes, role.bytes));
            }
            for (Metered role : roles) {
                assertTrue(
                        role.leastBytes <= ALLOWED_BYTES,
                        role.name + " allocated " + role.leastBytes + " bytes");
            }
        }
    }

    private static void runTo(
            long trades, List<Metered> roles, SourcePublisher pump, TradeDecoder decoder) {
        Metered publishing = roles.get(0);
        Metered receiving = roles.get(1);
        Metered journaling = roles.get(2);
        while (decoder.trades() < trades) {
            if (pump.published() < trades) {
                publishing.doWork();
            }
            receiving.doWork();
            journaling.doWork();
        }
    }
}
