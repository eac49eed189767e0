package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are stopped and killed while others publish and read. */
class CommandSlowReaderTest {
    private static final String BUS = "--channel=aeron:udp?endpoint=127.0.0.1:40727";

    @TempDir private Path dir;
    private String at;

    // Its clients may be stopped for a while before they are given up.
    private Command driver() {
        String aeronDir = dir.resolve("aeron").toString();
        at = "--driver=" + aeronDir;
        List<String> patient =
                List.of(
                        "-Daeron.client.liveness.timeout=30s",
                        "-Daeron.publication.unblock.timeout=60s");
        return Command.start(dir, patient, "driver", "--dir", aeronDir).awaitErr("Ctrl-C ends it");
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
                Command publish = publish(30_000)) {
            stopped.awaitErr(" started").signal("STOP");
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
}
