package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.driver.BusConnection;
import io.tapewire.journal.JournalReader;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.SourcePublisher;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.TapeFile;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.schemas.pace.Pacer;
import io.tapewire.subscriber.FeedSequencer;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real tape through publisher, bus, subscriber and journal, and out again, byte for byte. */
class WholeBusTest {
    private static final String UNICAST = "aeron:udp?endpoint=127.0.0.1:40711";
    private static final String MULTICAST =
            "aeron:udp?endpoint=239.192.84.91:40713|interface=127.0.0.1";

    @TempDir private Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", UNICAST, MULTICAST})
    void shouldCarryTheCryptoTapeByteForByte(String channel) throws Exception {
        carry(Tapes.CRYPTO, channel);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", UNICAST})
    void shouldCarryTheEquitiesTapeByteForByte(String channel) throws Exception {
        carry(Tapes.EQUITIES, channel);
    }

    private void carry(String name, String channel) throws Exception {
        Path tape = Tapes.require(name);
        byte[] expected = Tapes.unzipped(tape);
        TapeText live = new TapeText();
        Sessions liveFeeds = new Sessions();
        Sessions journalFeeds = new Sessions();
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(Bus.at(channel))
                        .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
        try (BusConnection bus = Bus.inline();
                JournalWriter journal =
                        JournalWriter.open(
                                dir, JournalSettings.defaults(), new SystemEpochNanoClock());
                FeedSubscriber subscriber =
                        FeedSubscriber.open(
                                bus,
                                settings.lines().get(0),
                                new TradeDecoder(SymbolChoice.ALL, live),
                                liveFeeds);
                FeedSubscriber recorder =
                        FeedSubscriber.open(bus, settings.lines().get(0), journal, journalFeeds);
                TradePublisher publisher = TradePublisher.open(bus, settings);
                TapeFile source = TapeFile.open(tape)) {
            Bus.await("a subscriber", publisher::isConnected, publisher::doWork);
            SourcePublisher pump = new SourcePublisher(source, publisher, new Pacer(Pace.MAX));
            Bus.await(
                    "the end of the tape",
                    pump::isDone,
                    () -> pump.doWork() + subscriber.doWork() + recorder.doWork());
            assertEquals(PublishResult.SENT, publisher.end(true));
            Bus.await(
                    "the end of the session",
                    () -> liveFeeds.ended() && journalFeeds.ended(),
                    () -> publisher.doWork() + subscriber.doWork() + recorder.doWork());
            assertEquals(0, publisher.frames(PublishResult.BACK_PRESSURED));
        }
        assertArrayEquals(expected, live.bytes());
        assertEquals(List.of("started at 1", "ended COMPLETE"), liveFeeds.heard());
        assertEquals(List.of("started at 1", "ended COMPLETE"), journalFeeds.heard());
        assertArrayEquals(expected, replayed());
    }

    private byte[] replayed() {
        TapeText text = new TapeText();
        TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, text);
        FeedSequencer sequencer = new FeedSequencer(decoder, new Sessions());
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            while (reader.poll(sequencer, 1_000) > 0) {
                continue;
            }
        }
        return text.bytes();
    }
}
