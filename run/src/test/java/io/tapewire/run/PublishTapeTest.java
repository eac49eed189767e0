package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.journal.JournalReader;
import io.tapewire.schemas.FrameDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What publish makes of a tape, good or malformed: seen by a subscriber and in the journal. */
class PublishTapeTest {
    private static final String GOOD = "5,X,N,1.5,2,B,7\n";

    @TempDir private Path dir;
    private TestBus bus;

    @BeforeEach
    void open() {
        bus = new TestBus(dir);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    private Cli publish(Path tape) {
        return bus.run(
                "publish",
                "--channel",
                TestBus.CHANNEL,
                "--tape",
                tape.toString(),
                "--settle=0",
                "--max-wait=5");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void shouldFailAt(Path tape, Cli cli, int line, String fault) {
        assertEquals(Tapewire.FAILED, cli.status(), cli.err());
        String last = cli.errLines().get(cli.errLines().size() - 1);
        assertTrue(last.startsWith("tapewire: " + tape + ":" + line + ": " + fault), cli.err());
        assertEquals(1, cli.errLines().stream().filter(l -> l.contains(tape + ":")).count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "5,X,N,1,2,B ! the line has 6 fields, the header has 7",
                "5,X,N,1e5,2,B,7 ! price '1e5' is not a decimal number",
                "5,X,N,1.0000000000,2,B,7 ! price '1.0000000000' has more than 9 decimals",
                "5,X,N,9223372037,2,B,7 ! price '9223372037' is out of range",
                "5,X,N,1,2,Q,7 ! side 'Q' is unknown",
                "5,\"X,N,1,2,B,7 ! a quoted field that begins in this line is not closed",
            })
    void shouldKeepWhatCameBeforeAMalformedLine(String bad, String fault) throws IOException {
        Path tape = write("bad.csv", utf8(TestBus.HEADER + GOOD.repeat(500) + bad + "\n" + GOOD));
        Cli cli = publish(tape);

        shouldFailAt(tape, cli, 502, fault);
        assertEquals("EARLY at 501", bus.awaitEnd(1));
        assertEquals(GOOD.repeat(500), bus.takeTrades());
        assertTrue(cli.err().contains("\npublished 500 trades in "), cli.err());
        assertEquals(501, journaledItems());
    }

    /** One definition and the trades. */
    private long journaledItems() {
        bus.closeJournal();
        long items = 0;
        try (JournalReader reader = JournalReader.open(Path.of(bus.journalDir()), 1)) {
            int template = 0;
            while (reader.next()) {
                items += reader.decoder().itemCount();
                template = reader.decoder().templateId();
            }
            assertEquals(FrameDecoder.SESSION_END, template, "the last frame");
        }
        return items;
    }

    @Test
    void shouldSayThatAColumnIsMissingBeforeAnythingIsPublished() throws IOException {
        Path tape = write("columns.csv", utf8("time,symbol,venue,price,quantity,side\n" + GOOD));
        Cli cli = publish(tape);

        shouldFailAt(tape, cli, 1, "the header has no column 'trade_id'");
        assertEquals(1, cli.errLines().size(), cli.err());
    }

    @Test
    void shouldSayThatATapeIsEmpty() throws IOException {
        Path tape = write("empty.csv", new byte[0]);
        Cli cli = publish(tape);

        assertEquals(Tapewire.FAILED, cli.status());
        assertEquals(1, cli.errLines().size(), cli.err());
        assertTrue(cli.err().startsWith("tapewire: " + tape + ":1: the tape is empty"), cli.err());
    }

    @Test
    void shouldKeepWhatCameBeforeTheCutOfATruncatedGzip() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(utf8(TestBus.HEADER));
            for (int i = 0; i < 5_000; i++) {
                gzip.write(utf8(Integer.toString(i * 7919) + GOOD));
            }
        }
        byte[] whole = zipped.toByteArray();
        Path tape = write("cut.csv.gz", Arrays.copyOf(whole, whole.length / 2));
        Cli cli = publish(tape);

        assertEquals(Tapewire.FAILED, cli.status(), cli.err());
        String last = cli.errLines().get(cli.errLines().size() - 1);
        assertTrue(last.matches("tapewire: \\Q" + tape + "\\E:\\d+: .*gzip.*"), last);
        String end = bus.awaitEnd(1);
        assertTrue(end.startsWith("EARLY at "), end);
        long before = bus.takeTrades().lines().count();
        assertTrue(before > 1_000 && before < 4_000, "trades before the cut: " + before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CRLF",
                "BOM",
                "quoted",
                "gzip",
                "no line end",
            })
    void shouldReadWhatIsValidCsv(String kind) throws IOException {
        String plain = TestBus.HEADER + GOOD.repeat(3);
        byte[] bytes =
                switch (kind) {
                    case "CRLF" -> utf8(plain.replace("\n", "\r\n"));
                    case "BOM" -> utf8("\ufeff" + plain);
                    case "quoted" -> utf8(plain.replace("X", "\"X\"").replace("7\n", "\"7\"\n"));
                    case "no line end" -> utf8(plain.strip());
                    default -> zip(plain);
                };
        Cli cli = publish(write("good.csv", bytes));

        assertEquals(0, cli.status(), cli.err());
        assertEquals("COMPLETE at 4", bus.awaitEnd(1));
        assertEquals(GOOD.repeat(3), bus.takeTrades());
    }

    private static byte[] zip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(utf8(text));
        }
        return zipped.toByteArray();
    }

    @Test
    void shouldSayThatNoSubscriberCame() {
        Cli cli =
                bus.run(
                        "publish",
                        "--generate=5",
                        "--wait-for-subscriber=0.3",
                        "--channel=aeron:ipc?alias=elsewhere",
                        "--stream=7");

        assertEquals(Tapewire.FAILED, cli.status());
        assertTrue(cli.err().contains("no subscriber came in 0.3 s: start one"), cli.err());
    }

    @Test
    void shouldSayThatNobodyHeardWhatWasPublished() {
        Cli cli =
                bus.run(
                        "publish",
                        "--generate=5",
                        "--wait-for-subscriber=0",
                        "--channel=aeron:ipc",
                        "--stream=7");

        assertEquals(Tapewire.FAILED, cli.status());
        assertTrue(cli.err().contains("refused: nobody listens"), cli.err());
    }
}
