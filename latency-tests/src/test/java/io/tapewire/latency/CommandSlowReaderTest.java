package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are stopped and killed, while others publish and read or all at once. */
class CommandSlowReaderTest {
    private static final String BUS = "--channel=aeron:udp?endpoint=127.0.0.1:40727";

    @TempDir private Path dir;
    private String at;

    // Its clients may be stopped for a while before they are given up.
    private Command driver(String... more) {
        String aeronDir = dir.resolve("aeron").toString();
        at = "--driver=" + aeronDir;
        List<String> patient =
                List.of(
                        "-Daeron.client.liveness.timeout=15s",
                        "-Daeron.publication.unblock.timeout=30s");
        List<String> args = new ArrayList<>(List.of("driver", "--dir", aeronDir));
        args.addAll(List.of(more));
        return Command.start(dir, patient, args.toArray(String[]::new)).awaitErr("Ctrl-C ends it");
    }

    private Command subscribe() {
        return Command.start(dir, "subscribe", BUS, at, "--until-end");
    }

    private Command publish(int trades) {
        return Command.start(
                dir,
                "publish",
                BUS,
                at,
                "--settle=0.3",
                "--max-wait=0",
                "--generate=" + trades,
                "--pace=20k/s");
    }

    @Test
    void shouldMakeAReaderWholeThatWasStoppedAcrossTheEnd() throws InterruptedException {
        try (Command driver = driver();
                Command busy = subscribe().awaitErr("subscribed to");
                Command stopped = subscribe().awaitErr("subscribed to");
                Command publish = publish(50_000)) {
            // By then it knows whom to ask, and the publisher knows of it.
            stopped.await("reads", () -> stopped.outLength() > 1_000_000);
            stopped.signal("STOP");
            publish.awaitErr("\npublished ");
            assertTrue(publish.err().contains(" 0 waits"), publish::toString);
            assertEquals(0, busy.awaitEnd(), busy::toString);
            // Longer than a publisher stays where nobody may want anything.
            TimeUnit.SECONDS.sleep(3);
            assertTrue(publish.isAlive(), publish::toString);
            stopped.signal("CONT");
            assertEquals(0, stopped.awaitEnd(), stopped::toString);
            assertTrue(stopped.err().contains(" 0 missing"), stopped::toString);
            assertEquals(0, publish.awaitEnd(), publish::toString);
            assertArrayEquals(busy.out(), stopped.out());
            assertTrue(driver.isAlive());
        }
    }

    @Test
    void shouldPublishOnWhileTheJournalStandsStillAndAReaderDies() {
        String journalDir = "--dir=" + dir.resolve("journal");
        try (Command driver = driver();
                Command busy = subscribe().awaitErr("subscribed to");
                Command killed = subscribe().awaitErr("subscribed to");
                Command journal =
                        Command.start(dir, "journal", BUS, at, "--until-end", journalDir)
                                .awaitErr("journaling");
                Command publish = publish(100_000)) {
            // By then each knows whom to ask, and the publisher knows of it.
            busy.await("reads", () -> busy.outLength() > 1_000_000);
            journal.signal("STOP");
            killed.signal("KILL");
            publish.awaitErr("\npublished ");
            assertTrue(publish.err().contains(" 0 waits"), publish::toString);
            assertEquals(0, busy.awaitEnd(), busy::toString);
            journal.signal("CONT");
            assertEquals(0, journal.awaitEnd(), journal::toString);
            assertEquals(0, publish.awaitEnd(), publish::toString);
            assertTrue(driver.isAlive());
            try (Command replay = Command.start(dir, "replay", journalDir)) {
                assertEquals(0, replay.awaitEnd(), replay::toString);
                assertArrayEquals(busy.out(), replay.out());
            }
        }
    }

    @Test
    void shouldEndAStoppedReaderThatWasToEnd() {
        // Short terms, so that its place in the log is soon written over.
        try (Command driver = driver("--term-length=262144");
                Command busy = subscribe().awaitErr("subscribed to");
                Command stopped =
                        Command.start(dir, "subscribe", BUS, at, "--when-slow=disconnect")
                                .awaitErr("subscribed to");
                Command publish = publish(50_000)) {
            stopped.awaitErr(" started").signal("STOP");
            publish.awaitErr("\npublished ");
            stopped.signal("CONT");
            assertEquals(1, stopped.awaitEnd(), stopped::toString);
            assertTrue(stopped.err().contains("too slow, and left behind after"), stopped.err());
            assertEquals(0, busy.awaitEnd(), busy::toString);
            assertTrue(driver.isAlive());
        }
    }

    /** As a host does to its guests. */
    @Test
    void shouldLoseNothingWhereAllStandStillForSeconds() throws InterruptedException {
        try (Command driver = driver();
                Command subscribe = subscribe().awaitErr("subscribed to");
                Command publish = publish(40_000)) {
            subscribe.await("reads", () -> subscribe.outLength() > 100_000);
            List<Command> all = List.of(publish, driver, subscribe);
            all.forEach(command -> command.signal("STOP"));
            TimeUnit.SECONDS.sleep(4);
            all.forEach(command -> command.signal("CONT"));
            assertEquals(0, publish.awaitEnd(), publish::toString);
            assertEquals(0, subscribe.awaitEnd(), subscribe::toString);
            assertTrue(subscribe.err().contains("\nreceived 40,000 trades"), subscribe::toString);
            for (Command client : List.of(publish, subscribe)) {
                assertFalse(client.err().contains("Lost the media driver"), client::toString);
            }
        }
    }
}
