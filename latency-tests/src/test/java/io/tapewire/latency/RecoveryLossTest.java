package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.publisher.source.TapeFile;
import io.tapewire.publisher.source.TradeSource;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.RepairSettings;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import io.tapewire.subscriber.TradeListener;
import io.tapewire.subscriber.faults.Faults;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames lost, doubled, swapped and damaged on the way: the reader is told the tape, in order. */
class RecoveryLossTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40751";
    private static final int TRADES = 200_000;

    private final Repairs repairs = new Repairs();
    private RepairSettings repair = RepairSettings.DEFAULT;
    private Told published;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss=0.001,seed=1",
                "loss=0.01,seed=2",
                "loss=0.10,seed=3",
                "loss=0.001,burst=40,seed=4",
                "reorder=0.05,seed=5",
                "duplicate=0.05,seed=6",
                "corrupt=0.01,seed=7",
                "loss=0.05,reorder=0.05,duplicate=0.05,corrupt=0.01,delay=20f,seed=8"
            })
    void shouldTellWhatWasPublished(String faults) {
        Told told = new Told();
        carry(new GeneratedTape(TRADES, 7), faults, told);
        assertEquals(TRADES, told.count());
        told.assertIsTailOf(published, 0, faults);
        repairs.assertWhole(faults);
        boolean holes = faults.contains("loss") || faults.contains("corrupt");
        assertEquals(holes || faults.contains("reorder"), !repairs.found.isEmpty(), faults);
        assertTrue(!holes || repairs.by.contains("ring"), faults + " repaired by " + repairs.by);
    }

    @Test
    void shouldLoseNothingWhereThereIsLittleRoomToHold() {
        Told told = new Told();
        repair = new RepairSettings(1 << 16, TimeUnit.SECONDS.toNanos(5), 0);
        carry(new GeneratedTape(TRADES, 7), "loss=0.1,seed=4", told);
        assertEquals(TRADES, told.count());
        told.assertIsTailOf(published, 0, "little room");
        repairs.assertWhole("little room");
    }

    @Test
    void shouldTellTheCryptoTapeByteForByte() throws Exception {
        Path tape = Tapes.require(Tapes.CRYPTO);
        TapeText text = new TapeText();
        try (TapeFile source = TapeFile.open(tape)) {
            carry(source, "loss=0.05,reorder=0.05,seed=11", text);
        }
        repairs.assertWhole("crypto");
        assertArrayEquals(Tapes.unzipped(tape), text.bytes());
    }

    private void carry(TradeSource tape, String faults, TradeListener listener) {
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(Bus.at(UDP))
                        .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
        try (BusConnection bus = Bus.inline();
                FeedSubscriber reader =
                        FeedSubscriber.open(
                                bus,
                                SubscriberSettings.DEFAULT
                                        .withLines(Bus.at(UDP))
                                        .withStart(StartPoint.BEGINNING)
                                        .withRepair(repair)
                                        .withFaults(Faults.parse(faults)),
                                new TradeDecoder(SymbolChoice.ALL, listener),
                                repairs);
                ServedFeed feed = new ServedFeed(bus, settings, tape)) {
            published = feed.published;
            Bus.await("a subscriber", feed.publisher::isConnected, feed::doWork);
            feed.publishTo(Integer.MAX_VALUE, reader::doWork);
            feed.end();
            Bus.await(
                    "the end of the session",
                    repairs::ended,
                    () -> feed.doWork() + reader.doWork());
            assertEquals(reader.counts().missing(), reader.counts().filled(), faults);
            assertEquals(0, reader.counts().abandoned(), faults);
            assertTrue(!faults.contains("duplicate") || reader.counts().duplicates() > 0, faults);
            assertTrue(!faults.contains("corrupt") || reader.rejected() > 0, faults);
        }
    }
}
