package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Driver, journal, subscriber and publisher, a process each: a tape in, the same tape out. */
class CommandTapeTest {
    private static final String HEADER = "time,symbol,venue,price,quantity,side,trade_id\n";
    private static final long T0 = 1_700_000_000_000_000_000L;
    private static final int TRADES = 3_000;

    @TempDir private static Path driverDir;
    private static String aeronDir;
    private static Command driver;

    @TempDir private Path dir;

    @BeforeAll
    static void startDriver() {
        aeronDir = driverDir.resolve("aeron").toString();
        driver = Command.start(driverDir, "driver", "--dir", aeronDir).awaitErr("Ctrl-C ends it");
    }

    @AfterAll
    static void stopDriver() {
        driver.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {Tapes.CRYPTO, Tapes.EQUITIES})
    void shouldCarryARealTapeByteForByte(String name) throws IOException {
        Path tape = Tapes.require(name);
        carry(tape, Tapes.unzipped(tape));
        assertArrayEquals(Tapes.unzipped(tape), replay());
    }

    @Test
    void shouldReplayWhatIsAskedFor() throws IOException {
        List<String> trades = new ArrayList<>();
        for (int i = 0; i < TRADES; i++) {
            trades.add(
                    "%d,S%d,V%d,1.%d1,2,B,%d"
                            .formatted(T0 + i * 1_000_000L, i % 7, i % 2, i + 1, i));
        }
        byte[] tape = utf8(HEADER + String.join("\n", trades) + "\n");
        carry(Files.write(dir.resolve("tape.csv"), tape), tape);

        assertArrayEquals(tape, replay());
        assertEquals(
                tapeOf(trades, t -> timeOf(t) >= T0 + 5_000_000 && timeOf(t) <= T0 + 9_000_000),
                text(replay("--from=" + (T0 + 5_000_000), "--to=2023-11-14T22:13:20.009Z")));
        assertEquals(
                tapeOf(trades, t -> t.contains(",S3,") || t.contains(",S4,V1,")),
                text(replay("--symbols=S3,S4@V1,S9")));
        List<String> json = text(replay("--format=json", "--to=16")).lines().toList();
        assertTrue(json.get(0).contains("\"price\":1.11,"), json.get(0));
        assertTrue(json.get(json.size() - 1).contains("\"sequence\":16,"), json.toString());
        String stats = text(replay("--format=stats"));
        assertTrue(stats.startsWith("trades       3,000\ninstruments  14\n"), stats);
        String part = text(replay("--format=csv", "--from=100", "--to=109"));
        assertEquals(11, part.lines().count(), part);
        long startNs = System.nanoTime();
        assertArrayEquals(tape, replay("--pace=4000/s"));
        assertTrue(System.nanoTime() - startNs > 700_000_000L, "faster than 4000 a second");
    }

    private static String tapeOf(List<String> trades, Predicate<String> which) {
        return trades.stream().filter(which).collect(Collectors.joining("\n", HEADER, "\n"));
    }

    private static long timeOf(String trade) {
        return Long.parseLong(trade.substring(0, trade.indexOf(',')));
    }

    private void carry(Path tape, byte[] expected) {
        String bus = "--channel=aeron:udp?endpoint=127.0.0.1:40721";
        String at = "--driver=" + aeronDir;
        String journalDir = "--dir=" + dir.resolve("journal");
        try (Command subscribe =
                        Command.start(dir, "subscribe", bus, at, "--until-end", "--format=csv");
                Command journal =
                        Command.start(dir, "journal", bus, at, "--until-end", journalDir)) {
            subscribe.awaitErr("subscribed to");
            journal.awaitErr("journaling");
            try (Command publish =
                    Command.start(dir, "publish", bus, at, "--settle=0.2", "--tape=" + tape)) {
                assertEquals(
                        0, publish.awaitEnd(), () -> publish + "\n" + subscribe + "\n" + journal);
                assertTrue(publish.err().contains("\npublished "), publish::toString);
            }
            assertEquals(0, subscribe.awaitEnd(), subscribe::toString);
            assertEquals(0, journal.awaitEnd(), journal::toString);
            assertTrue(subscribe.err().contains("\nreceived "), subscribe::toString);
            assertTrue(journal.err().contains("\njournaled "), journal::toString);
            assertArrayEquals(expected, subscribe.out());
        }
    }

    private byte[] replay(String... more) {
        List<String> args = new ArrayList<>(List.of("replay", "--dir=" + dir.resolve("journal")));
        args.addAll(List.of(more));
        try (Command replay = Command.start(dir, args.toArray(String[]::new))) {
            assertEquals(0, replay.awaitEnd(), replay::toString);
            return replay.out();
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
