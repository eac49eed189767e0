package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import io.tapewire.subscriber.faults.Faults;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At a steady pace with many gaps in flight, the reader stays where the publisher is. */
@Tag("soak")
@Timeout(Soak.DEADLINE_S)
class SoakRateTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40617";
    private static final int TRADES_A_SECOND = Integer.getInteger("soak.rate", 200_000);
    private static final int SECONDS = 15;
    private static final long SAMPLE_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long BEHIND_NS = TimeUnit.SECONDS.toNanos(2);

    private final Repairs repairs = new Repairs();
    private final Histogram lagTrades = new Histogram(3);
    private final Histogram missingItems = new Histogram(3);
    private long sampledNs;

    @ParameterizedTest
    @ValueSource(strings = {"none", "loss=0.05", "loss=0.05,burst=5", "none"})
    void shouldStayWhereThePublisherIs(String faults) {
        long trades = (long) TRADES_A_SECOND * SECONDS;
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(Bus.at(UDP));
        SubscriberSettings reading =
                SubscriberSettings.DEFAULT
                        .withLines(Bus.at(UDP))
                        .withStart(StartPoint.BEGINNING)
                        .withFaults(Faults.parse(faults));
        TapeWitness witness = new TapeWitness(new GeneratedTape(trades, 1));
        try (BusConnection bus = Soak.bus();
                FeedSubscriber reader =
                        FeedSubscriber.open(
                                bus,
                                reading,
                                new TradeDecoder(SymbolChoice.ALL, witness),
                                repairs);
                Load load =
                        Load.start(
                                bus,
                                settings,
                                new GeneratedTape(trades, 1),
                                Pace.parse(TRADES_A_SECOND + "/s"))) {
            Bus.await(
                    Soak.DEADLINE_S,
                    "the end at " + faults,
                    repairs::ended,
                    () -> {
                        sample(load, reader, witness);
                        return reader.doWork();
                    });
            long behindNs = System.nanoTime() - load.endedNs();
            report(faults, reader, behindNs);
            witness.assertToldAllBut(new BitSet(), faults);
            repairs.assertWhole(faults);
            assertTrue(behindNs <= BEHIND_NS, faults + ": the end came " + behindNs + " ns later");
        }
    }

    private void sample(Load load, FeedSubscriber reader, TapeWitness witness) {
        long nowNs = System.nanoTime();
        // Where it stands once it runs: not what it found when it came.
        if (nowNs - sampledNs < SAMPLE_NS || load.published() < TRADES_A_SECOND) {
            return;
        }
        sampledNs = nowNs;
        lagTrades.recordValue(Math.max(0, load.published() - witness.count()));
        missingItems.recordValue(reader.counts().missing() - reader.counts().filled());
    }

    private void report(String faults, FeedSubscriber reader, long behindNs) {
        double tradesAMs = TRADES_A_SECOND / 1e3;
        Soak.say(
                "%s at %,d trades/s: %,d gaps; lag p50 %.1f ms, p99 %.1f ms, max %.1f ms;"
                        + " missing p50 %,d, p99 %,d, max %,d items; the end %.1f ms later",
                faults,
                TRADES_A_SECOND,
                reader.counts().gapsFound(),
                lagTrades.getValueAtPercentile(50) / tradesAMs,
                lagTrades.getValueAtPercentile(99) / tradesAMs,
                lagTrades.getMaxValue() / tradesAMs,
                missingItems.getValueAtPercentile(50),
                missingItems.getValueAtPercentile(99),
                missingItems.getMaxValue(),
                behindNs / 1e6);
    }
}
