package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A publisher is killed in the middle of its tape, and another goes on with its session. */
@Timeout(120)
class CommandResumeTest {
    private static final String BUS = "--channel=aeron:udp?endpoint=127.0.0.1:40727";
    private static final int TRADES = 30_000;
    private static final int TRADES_AN_INSTRUMENT = 500;

    @TempDir private Path dir;
    private String at;
    private byte[] tape;

    @BeforeEach
    void writeTape() throws IOException {
        StringBuilder text = new StringBuilder("time,symbol,venue,price,quantity,side,trade_id\n");
        for (int i = 0; i < TRADES; i++) {
            text.append("%d,S%d,V,1.5,2,S,%d%n".formatted(i, i / TRADES_AN_INSTRUMENT, i));
        }
        tape = text.toString().getBytes(StandardCharsets.UTF_8);
        Files.write(dir.resolve("tape.csv"), tape);
    }

    private Command driver() {
        String aeronDir = dir.resolve("aeron").toString();
        at = "--driver=" + aeronDir;
        return Command.start(dir, "driver", "--dir", aeronDir).awaitErr("Ctrl-C ends it");
    }

    private Command journal() {
        return Command.start(
                        dir, "journal", BUS, at, "--until-end", "--dir=" + dir.resolve("journal"))
                .awaitErr("journaling");
    }

    private Command publish(String... more) {
        String[] args = new String[more.length + 5];
        args[0] = "publish";
        args[1] = BUS;
        args[2] = at;
        args[3] = "--settle=0.3";
        args[4] = "--tape=" + dir.resolve("tape.csv");
        System.arraycopy(more, 0, args, 5, more.length);
        return Command.start(dir, args);
    }

    private void resumeAndEnd(Command subscribe, Command journal) {
        try (Command resumed = publish("--resume=" + dir.resolve("journal"))) {
            assertEquals(0, resumed.awaitEnd(), resumed::toString);
        }
        assertEquals(0, subscribe.awaitEnd(), subscribe::toString);
        assertEquals(0, journal.awaitEnd(), journal::toString);
        assertArrayEquals(tape, subscribe.out());
        assertTrue(subscribe.err().contains(" goes on with session "), subscribe::toString);
        assertFalse(subscribe.err().contains("refused"), subscribe::toString);
        assertTrue(subscribe.err().contains(" 0 gaps, "), subscribe::toString);
        try (Command replay = Command.start(dir, "replay", "--dir=" + dir.resolve("journal"))) {
            assertEquals(0, replay.awaitEnd(), replay::toString);
            assertArrayEquals(tape, replay.out());
        }
    }

    private void awaitShare(Command subscribe, int percent) {
        subscribe.await(
                "hears " + percent + " %",
                () -> subscribe.outLength() * 100 > (long) percent * tape.length);
    }

    @Test
    void shouldGoOnWithTheSessionOfAKilledPublisher() {
        try (Command driver = driver();
                Command subscribe = Command.start(dir, "subscribe", BUS, at, "--until-end");
                Command journal = journal()) {
            subscribe.awaitErr("subscribed to");
            try (Command publish = publish("--pace=3k/s")) {
                awaitShare(subscribe, 10);
                try (Command second = publish("--resume=" + dir.resolve("journal"))) {
                    assertEquals(1, second.awaitEnd(), second::toString);
                    assertTrue(
                            second.err().contains("cannot be resumed: 127.0.0.1:"),
                            second::toString);
                }
                publish.signal("KILL");
                publish.awaitEnd();
            }
            resumeAndEnd(subscribe, journal);
            assertTrue(driver.isAlive());
        }
    }

    /** What readers have beyond the journal is published again, and is the same. */
    @Test
    void shouldGoOnFromAJournalThatIsBehindItsReaders() {
        try (Command driver = driver();
                Command subscribe = Command.start(dir, "subscribe", BUS, at, "--until-end")) {
            subscribe.awaitErr("subscribed to");
            try (Command journal = journal();
                    Command publish = publish("--pace=3k/s")) {
                awaitShare(subscribe, 10);
                journal.signal("TERM");
                journal.awaitEnd();
                awaitShare(subscribe, 20);
                publish.signal("KILL");
                publish.awaitEnd();
            }
            try (Command journal = journal()) {
                resumeAndEnd(subscribe, journal);
            }
            assertTrue(driver.isAlive());
        }
    }
}
