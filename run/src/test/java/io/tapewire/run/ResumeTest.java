package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.Resumption;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.TapeFile;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.Instrument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session that lost its publisher goes on from a journal of it, or it is said why not. */
class ResumeTest {
    private static final int TRADES = 300;
    private static final int TRADES_AN_INSTRUMENT = 40;
    private static final int ITEMS = TRADES + 8;

    @TempDir private static Path recorded;
    private static Path tape;
    private static TestBus bus;
    private static List<byte[]> frames;

    @TempDir private Path dir;
    private final FrameDecoder frame = new FrameDecoder();

    @BeforeAll
    static void record() throws IOException {
        tape = write(recorded, lines(line -> line));
        bus = new TestBus(recorded);
        Cli cli = bus.run("publish", "--channel=aeron:ipc", "--tape=" + tape, "--settle=0");
        assertEquals(0, cli.status(), cli.err());
        assertEquals("COMPLETE at " + ITEMS, bus.awaitEnd(1));
        frames = bus.takeFrames().stream().filter(ResumeTest::isOrdered).toList();
        bus.close();
    }

    private static boolean isOrdered(byte[] bytes) {
        FrameDecoder frame = new FrameDecoder();
        frame.wrapChecked(new UnsafeBuffer(bytes), 0, bytes.length);
        return frame.itemCount() > 0 || frame.templateId() == FrameDecoder.SESSION_END;
    }

    private static String lines(UnaryOperator<String> change) {
        return IntStream.range(0, TRADES)
                .mapToObj(i -> "%d,S%d,V,1.5,2,S,%d".formatted(i, i / TRADES_AN_INSTRUMENT, i))
                .map(change)
                .collect(Collectors.joining("\n", TestBus.HEADER, "\n"));
    }

    private static Path write(Path where, String text) throws IOException {
        return Files.writeString(where.resolve("tape.csv"), text);
    }

    /** A journal of these frames. */
    private Path journal(List<byte[]> kept) {
        Path made = dir.resolve("journal" + kept.size());
        try (JournalWriter writer =
                JournalWriter.open(made, JournalSettings.defaults(), new SystemEpochNanoClock())) {
            for (byte[] bytes : kept) {
                assertTrue(writer.onFrame(new UnsafeBuffer(bytes), 0, bytes.length, 0));
            }
        }
        return made;
    }

    private FrameDecoder frame(int index) {
        byte[] bytes = frames.get(index);
        frame.wrapChecked(new UnsafeBuffer(bytes), 0, bytes.length);
        return frame;
    }

    @Test
    void shouldGoOnWhereverTheJournalEnds() {
        int afterDefinitions = 0;
        for (int kept = 1; kept < frames.size(); kept++) {
            long next = frame(kept - 1).nextSequence();
            afterDefinitions += frame.templateId() == FrameDecoder.DEFINITIONS ? 1 : 0;
            long session = frame.session();
            try (TapeFile source = TapeFile.open(tape);
                    JournaledPart part =
                            new JournaledPart(
                                    journal(frames.subList(0, kept)), FeedId.DEFAULT, source)) {
                while (!part.isDone()) {
                    part.doWork();
                }
                Resumption resumption = part.resumption();
                assertEquals(session, resumption.session());
                assertEquals(next, resumption.nextSequence());
                assertEquals(next, part.trades() + resumption.instruments().size() + 1);
                for (Instrument instrument : resumption.instruments()) {
                    assertEquals("S" + instrument.id() + "@V", instrument.toString());
                }
                assertEquals(part.trades() < TRADES, part.isAtTrade());
                assertTrue(!part.isAtTrade() || source.tradeId() == part.trades());
            }
        }
        assertTrue(afterDefinitions > 5, afterDefinitions + " ends after definitions");
    }

    @Test
    void shouldPublishTheRestAndNoMore() throws IOException {
        Path journal = journal(frames.subList(0, frames.size() / 2));
        long next = frame(frames.size() / 2 - 1).nextSequence();
        try (TestBus fresh = new TestBus(dir)) {
            Cli cli = resume(fresh, journal);
            assertEquals(0, cli.status(), cli.err());
            assertEquals("COMPLETE at " + ITEMS, fresh.awaitEnd(1));
            String rest = fresh.takeTrades();
            assertTrue(Files.readString(tape).endsWith("\n" + rest), rest);
            List<byte[]> heard = new ArrayList<>(fresh.takeFrames());
            heard.removeIf(bytes -> !isOrdered(bytes));
            frame.wrapChecked(new UnsafeBuffer(heard.get(0)), 0, heard.get(0).length);
            assertEquals(next, frame.sequence());
            long session = frame.session();
            assertEquals(session, frame(0).session());
            String said =
                    "resuming session %d at sequence %d, after %d trades"
                            .formatted(session, next, TRADES - rest.lines().count());
            assertTrue(cli.err().contains(said), cli.err());
        }
    }

    private static Cli resume(TestBus bus, Path journal) {
        return bus.run(
                "publish",
                "--channel=aeron:ipc",
                "--tape=" + tape,
                "--resume=" + journal,
                "--settle=0.5");
    }

    private void shouldRefuse(Path source, Path journal, String why) {
        Cli cli =
                Cli.run("publish", "--driver=embedded", "--tape=" + source, "--resume=" + journal);
        assertEquals(Tapewire.FAILED, cli.status(), cli.err());
        assertEquals(1, cli.errLines().size(), cli.err());
        assertTrue(cli.err().contains(why), cli.err());
        assertFalse(cli.err().contains("\tat "), cli.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                ",100$ ! ,101 ! tape.csv:102: this trade is not what sequence 104 of session",
                "^100,S2 ! 100,T2 ! tape.csv:102: this trade is not what sequence 104 of session",
                "^80,S2 ! 80,S1 ! tape.csv:82: this trade is not what sequence 84 of session",
                "^70,.* ! ! tape.csv:72: the line has 1 fields",
            })
    void shouldNameTheFirstTradeThatIsNotWhatWasPublished(
            String pattern, String instead, String where) throws IOException {
        Path journal = journal(frames.subList(0, frames.size() - 3));
        String changed = instead == null ? "" : instead;
        shouldRefuse(
                write(dir, lines(line -> line.replaceFirst(pattern, changed))), journal, where);
    }

    @Test
    void shouldSayThatTheTapeEndsBeforeTheJournal() throws IOException {
        String all = lines(line -> line);
        Path shorter = write(dir, all.substring(0, all.indexOf("\n40,") + 1));
        Path journal = journal(frames.subList(0, frames.size() - 1));
        shouldRefuse(shorter, journal, "tape.csv:42: the tape ends here, but sequence 43 of");
    }

    @Test
    void shouldSayThatTheInstrumentThatFollowsIsAnother() throws IOException {
        int kept = 1;
        while (frame(kept - 1).templateId() != FrameDecoder.DEFINITIONS || kept < 3) {
            kept++;
        }
        Path journal = journal(frames.subList(0, kept));
        Path other = write(dir, lines(line -> line.replace("S1,", "X1,")));
        shouldRefuse(other, journal, "tape.csv:42: the instruments up to here are not those");
    }

    @Test
    void shouldSayWhatTheJournalLacks() {
        List<byte[]> holed = new ArrayList<>(frames.subList(0, frames.size() - 1));
        long from = frame(3).sequence();
        long to = frame.nextSequence() - 1;
        holed.remove(3);
        shouldRefuse(tape, journal(holed), "lacks %d to %d of session".formatted(from, to));
        to = frame(4).nextSequence() - 1;
        List<byte[]> late = frames.subList(5, frames.size() - 1);
        shouldRefuse(tape, journal(late), "lacks 1 to %d of session".formatted(to));
    }

    @Test
    void shouldSayThatThereIsNothingToResume() {
        shouldRefuse(tape, journal(frames), "ended at sequence " + ITEMS + " in the journal");
        shouldRefuse(tape, dir.resolve("absent"), "There is no directory");
        shouldRefuse(tape, journal(List.of()), "holds no feed 1; it holds none yet");
    }

    @Test
    void shouldSayThatFramesAreDamaged() throws IOException {
        Path journal = journal(frames.subList(0, frames.size() - 2));
        byte[] last = frames.get(frames.size() - 3);
        Path file;
        try (var files = Files.list(journal.resolve("feed-1"))) {
            file = files.filter(f -> f.toString().endsWith(".cq4")).findAny().orElseThrow();
        }
        byte[] stored = Files.readAllBytes(file);
        int at = indexOf(stored, last);
        stored[at + last.length - 1] ^= 1;
        Files.write(file, stored);
        shouldRefuse(tape, journal, "has damaged frames of session");
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; ; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
    }

    @Test
    void shouldNameWhoeverPublishesTheSession() {
        Path journal = journal(frames.subList(0, 5));
        long session = frame(0).session();
        PublisherSettings settings =
                PublisherSettings.DEFAULT.withLines(
                        new BusAddress(TestBus.CHANNEL, BusAddress.DEFAULT_STREAM_ID));
        try (TestBus fresh = new TestBus(dir);
                BusConnection theirs =
                        BusConnection.attach(dir.resolve("aeron").toString(), notice -> {});
                TradePublisher other =
                        TradePublisher.resume(
                                theirs, settings, new Resumption(session, 1, List.of()))) {
            Thread thread = new Thread(() -> speak(other), "other");
            thread.start();
            Cli cli = resume(fresh, journal);
            thread.interrupt();
            join(thread);
            assertEquals(Tapewire.FAILED, cli.status(), cli.err());
            assertTrue(
                    cli.err()
                            .contains(
                                    "Session %d of feed 1 cannot be resumed: aeron:ipc is"
                                                    .formatted(session)
                                            + " publishing that feed on aeron:ipc stream 1001."),
                    cli.err());
        }
    }

    private static void speak(TradePublisher publisher) {
        while (!Thread.interrupted()) {
            publisher.doWork();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
