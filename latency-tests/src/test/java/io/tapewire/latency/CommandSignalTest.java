package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are stopped, killed, or lose their reader. */
class CommandSignalTest {
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;
    private static final int OUTPUT_CLOSED = 141;
    private static final String BUS = "--channel=aeron:udp?endpoint=127.0.0.1:40723";

    private static final String ELSEWHERE = "--channel=aeron:udp?endpoint=127.0.0.1:40725";

    @TempDir private Path dir;
    private String at;

    private Command driver(String... options) {
        String aeronDir = dir.resolve("aeron").toString();
        at = "--driver=" + aeronDir;
        return Command.start(dir, List.of(options), "driver", "--dir", aeronDir)
                .awaitErr("Ctrl-C ends it");
    }

    private Command publish() {
        return Command.start(
                dir, "publish", BUS, at, "--settle=0", "--generate=100000000", "--pace=5k/s");
    }

    private static void shouldEnd(Command command, int status, String summary) {
        assertEquals(status, command.awaitEnd(), command::toString);
        assertTrue(command.err().contains(summary), command::toString);
        assertFalse(command.err().contains("\tat "), command::toString);
        assertFalse(command.err().contains("ending anyway"), command::toString);
    }

    private static void shouldStayAlive(Command command, long forMs) {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < TimeUnit.MILLISECONDS.toNanos(forMs)) {
            assertTrue(command.isAlive(), command::toString);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void shouldEndInOrderWhenStopped(String signal) throws IOException {
        Command.requireSigint();
        try (Command driver = driver();
                Command untilEnd = Command.start(dir, "subscribe", BUS, at, "--until-end");
                Command subscribe = Command.start(dir, "subscribe", BUS, at);
                Command journal =
                        Command.start(dir, "journal", BUS, at, "--dir=" + dir.resolve("journal"))) {
            for (Command reader : List.of(untilEnd, subscribe)) {
                reader.awaitErr("subscribed to");
            }
            journal.awaitErr("journaling");
            try (Command publish = publish()) {
                subscribe.await("hears trades", () -> subscribe.outLength() > 10_000);
                publish.signal(signal);
                shouldEnd(publish, INTERRUPTED, "\npublished ");
            }
            shouldEnd(untilEnd, FAILED, "\nreceived ");
            assertTrue(untilEnd.err().contains("ended early at sequence"), untilEnd::toString);
            assertTrue(untilEnd.err().contains("publisher stopped before its end"));
            subscribe.awaitErr("ended early at sequence");
            subscribe.signal(signal);
            shouldEnd(subscribe, 0, "\nreceived ");
            assertEquals(new String(untilEnd.out()), new String(subscribe.out()));
            journal.signal(signal);
            shouldEnd(journal, 0, "\njournaled ");
            try (Command another = Command.start(dir, "subscribe", BUS, at, "--until-end");
                    Command waiting =
                            Command.start(dir, "publish", ELSEWHERE, at, "--generate=1")) {
                another.awaitErr("subscribed to").signal(signal);
                shouldEnd(another, INTERRUPTED, "stopped before the end of the session");
                waiting.awaitErr("waiting up to 60 s").signal(signal);
                shouldEnd(waiting, INTERRUPTED, "stopped before a subscriber came");
            }
            driver.signal(signal);
            shouldEnd(driver, 0, " ends after ");
            assertFalse(Files.exists(dir.resolve("aeron")), "the driver's directory stays");
        }
    }

    @Test
    void shouldWaitForTheEndThatAKilledPublisherNeverSaid() {
        try (Command driver =
                        driver(
                                "-Daeron.client.liveness.timeout=1500ms",
                                "-Daeron.image.liveness.timeout=1s",
                                "-Daeron.publication.connection.timeout=1s");
                Command subscribe = Command.start(dir, "subscribe", BUS, at, "--until-end")) {
            subscribe.awaitErr("subscribed to");
            try (Command publish = publish()) {
                subscribe.awaitErr(" started");
                publish.signal("KILL");
            }
            // Not "no publisher is there now": one killed between moving the log's tail and writing
            // there is never gone to Aeron, which waits for the rest of it.
            subscribe.awaitErr(": silent for ");
            // By then it is gone all the same, as a rule, which is no end either.
            shouldStayAlive(subscribe, 2_500);
            assertTrue(driver.isAlive());
            try (Command publish =
                    Command.start(dir, "publish", BUS, at, "--settle=0", "--generate=100")) {
                assertEquals(0, publish.awaitEnd(), publish::toString);
            }
            shouldEnd(subscribe, FAILED, "ended replaced by a newer session");
        }
    }

    @Test
    void shouldSayThatTheDriverIsGoneAndWaitForAnother() {
        try (Command driver = driver("-Daeron.client.liveness.timeout=1500ms");
                Command subscribe = Command.start(dir, "subscribe", BUS, at)) {
            subscribe.awaitErr("subscribed to");
            driver.signal("TERM");
            driver.awaitEnd();
            subscribe.awaitErr("Lost the media driver at " + dir.resolve("aeron"));
            try (Command again = driver("-Daeron.client.liveness.timeout=1500ms")) {
                subscribe.awaitErr("A media driver is at");
                assertTrue(again.isAlive());
            }
        }
    }

    @Test
    void shouldEndSilentlyWhenItsReaderHasEnough() throws IOException {
        try (Command driver = driver();
                Command subscribe = Command.startPiped(dir, "subscribe", BUS, at)) {
            subscribe.awaitErr("subscribed to");
            try (Command publish = publish();
                    BufferedReader reader =
                            new BufferedReader(
                                    new InputStreamReader(
                                            subscribe.pipe(), StandardCharsets.UTF_8))) {
                assertTrue(reader.readLine().startsWith("time,"));
                assertTrue(publish.isAlive());
                subscribe.pipe().close();
                assertEquals(OUTPUT_CLOSED, subscribe.awaitEnd(), subscribe::toString);
            }
            assertTrue(
                    subscribe.err().lines().allMatch(line -> line.startsWith("tapewire: ")),
                    subscribe::toString);
            assertFalse(subscribe.err().contains("pipe"), subscribe::toString);
            assertTrue(driver.isAlive());
        }
    }

    @Test
    void shouldEmbedADriverWhereNoneRunsAtTheDefaultDirectory() {
        String defaultDir = dir.resolve("default-aeron").toString();
        String[] publish = {"publish", "--generate=5", "--wait-for-subscriber=0.1"};
        try (Command alone = Command.start(dir, publish)) {
            assertEquals(FAILED, alone.awaitEnd(), alone::toString);
            assertTrue(
                    alone.err()
                            .startsWith(
                                    "tapewire: no media driver runs at %s: starting one embedded%n"
                                            .formatted(defaultDir)),
                    alone::toString);
            assertTrue(alone.err().contains("tapewire: embedded driver at "), alone::toString);
        }
        try (Command driver = Command.start(dir, "driver").awaitErr("Ctrl-C ends it");
                Command beside = Command.start(dir, publish)) {
            assertEquals(FAILED, beside.awaitEnd(), beside::toString);
            assertTrue(
                    beside.err().startsWith("tapewire: attached to the driver at " + defaultDir),
                    beside::toString);
            assertTrue(driver.isAlive());
        }
    }
}
