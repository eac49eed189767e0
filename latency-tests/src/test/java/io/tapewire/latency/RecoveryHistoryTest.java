package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.driver.recovery.RecoveryServer;
import io.tapewire.journal.JournalFrames;
import io.tapewire.journal.JournalReader;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.SourceAnnouncer;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import io.tapewire.subscriber.faults.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the publisher's ring has let go, the journal has, which heals its own holes. */
class RecoveryHistoryTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40755";
    private static final int TRADES = 120_000;
    private static final int FEED = 1;

    private static final PublisherSettings SETTINGS =
            PublisherSettings.DEFAULT
                    .withLines(Bus.at(UDP))
                    .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
    private static final SubscriberSettings FROM_BEGINNING =
            SubscriberSettings.DEFAULT.withLines(Bus.at(UDP)).withStart(StartPoint.BEGINNING);

    @TempDir private Path dir;

    private final Told told = new Told();
    private final Repairs repairs = new Repairs();

    @Test
    void shouldBringFromTheJournalWhatTheRingLetGo() {
        Repairs journalRepairs = new Repairs();
        try (BusConnection bus = Bus.inline();
                JournalWriter journal = journal();
                FeedSubscriber recorder =
                        FeedSubscriber.open(bus, FROM_BEGINNING, journal, journalRepairs);
                JournalFrames frames = new JournalFrames(dir);
                RecoveryServer server = RecoveryServer.open(bus, RecoveryLimits.DEFAULT, frames);
                SourceAnnouncer announcer = SourceAnnouncer.open(bus, SETTINGS.lines());
                ServedFeed feed = smallRing(bus)) {
            announcer.add(FEED, feed.publisher.session());
            IntSupplier journaling =
                    () -> recorder.doWork() + server.doWork() + announcer.doWork(server.address());
            Bus.await("a journal", feed.publisher::isConnected, feed::doWork);
            feed.publishTo(TRADES - 20_000, journaling);
            assertTrue(firstInRing(feed) > 1, "the ring still has everything");
            try (FeedSubscriber late = open(bus)) {
                IntSupplier all = () -> journaling.getAsInt() + late.doWork();
                feed.publishTo(TRADES, all);
                feed.end();
                Bus.await("the end", repairs::ended, () -> feed.doWork() + all.getAsInt());
            }
            told.assertIsTailOf(feed.published, 0, "late reader");
            repairs.assertWhole("late reader");
            journalRepairs.assertWhole("journal");
            assertTrue(server.framesSent() > 0, "the journal was not asked");
        }
    }

    @Test
    void shouldAbandonExactlyWhatNobodyHas() {
        Told heard = new Told();
        TradeDecoder other = new TradeDecoder(SymbolChoice.ALL, heard);
        try (BusConnection bus = Bus.inline();
                FeedSubscriber early =
                        FeedSubscriber.open(bus, FROM_BEGINNING, other, new Repairs());
                ServedFeed feed = smallRing(bus)) {
            Bus.await("a reader", feed.publisher::isConnected, feed::doWork);
            feed.publishTo(TRADES - 20_000, early::doWork);
            // Whoever joins a line that another reader of the driver hears begins where that is.
            Bus.await(
                    "all of it",
                    () -> heard.count() == feed.published.count(),
                    () -> feed.doWork() + early.doWork());
            int gone = Math.toIntExact(firstInRing(feed)) - 1;
            assertTrue(gone > 0, "the ring still has everything");
            try (FeedSubscriber late = open(bus)) {
                IntSupplier all = () -> feed.doWork() + early.doWork() + late.doWork();
                Bus.await("what the ring has", () -> told.count() > 0, all);
                feed.publishTo(TRADES, all);
                feed.end();
                Bus.await("the end", repairs::ended, all);
                assertEquals(gone, late.counts().abandoned());
            }
            BitSet expected = new BitSet();
            expected.set(1, gone + 1);
            Repairs.assertSame(expected, repairs.abandoned, "abandoned");
            Repairs.assertSame(repairs.found, repairs.filled, "found and filled");
            told.assertIsTailOf(feed.published, feed.published.indexOf(gone + 1), "late reader");
        }
    }

    @Test
    void shouldJournalEveryFrameDespiteLoss() {
        Repairs journalRepairs = new Repairs();
        Repairs witnessRepairs = new Repairs();
        List<byte[]> sent = new ArrayList<>();
        SubscriberSettings lossy =
                FROM_BEGINNING.withFaults(Faults.parse("loss=0.05,reorder=0.02,seed=5"));
        try (BusConnection bus = Bus.inline();
                JournalWriter journal = journal();
                FeedSubscriber recorder = FeedSubscriber.open(bus, lossy, journal, journalRepairs);
                FeedSubscriber witness =
                        FeedSubscriber.open(bus, FROM_BEGINNING, keepItems(sent), witnessRepairs);
                ServedFeed feed = new ServedFeed(bus, SETTINGS, new GeneratedTape(TRADES, 3))) {
            IntSupplier readers = () -> recorder.doWork() + witness.doWork();
            Bus.await("a journal", feed.publisher::isConnected, feed::doWork);
            feed.publishTo(TRADES, readers);
            feed.end();
            Bus.await(
                    "both ends",
                    () -> journalRepairs.ended() && witnessRepairs.ended(),
                    () -> feed.doWork() + readers.getAsInt());
            assertTrue(recorder.counts().filled() > 0, "nothing was lost");
        }
        witnessRepairs.assertWhole("witness");
        journalRepairs.assertWhole("journal");
        assertEquals(List.of(), new ArrayList<>(witnessRepairs.by));
        List<byte[]> journaled = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(dir, FEED)) {
            while (reader.poll(keepItems(journaled), 1_000) > 0) {
                continue;
            }
        }
        assertEquals(sent.size(), journaled.size());
        for (int i = 0; i < sent.size(); i++) {
            assertArrayEquals(sent.get(i), journaled.get(i));
        }
    }

    /** Keeps frames with items: those without repeat what others say. */
    private static FrameHandler keepItems(List<byte[]> kept) {
        FrameDecoder frame = new FrameDecoder();
        return (DirectBuffer buffer, int offset, int length, long from) -> {
            frame.wrapChecked(buffer, offset, length);
            if (frame.itemCount() > 0) {
                byte[] bytes = new byte[length];
                buffer.getBytes(offset, bytes);
                kept.add(bytes);
            }
            return true;
        };
    }

    private JournalWriter journal() {
        return JournalWriter.open(dir, JournalSettings.defaults(), new SystemEpochNanoClock());
    }

    private static ServedFeed smallRing(BusConnection bus) {
        return new ServedFeed(bus, SETTINGS.withRingBytes(1 << 20), new GeneratedTape(TRADES, 9));
    }

    private FeedSubscriber open(BusConnection bus) {
        return FeedSubscriber.open(
                bus, FROM_BEGINNING, new TradeDecoder(SymbolChoice.ALL, told), repairs);
    }

    private static long firstInRing(ServedFeed feed) {
        return feed.publisher.frames().firstSequence(FEED, feed.publisher.session());
    }
}
