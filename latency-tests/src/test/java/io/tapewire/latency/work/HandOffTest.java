package io.tapewire.latency.work;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class HandOffTest {
    private static final int TIMES = 3;

    @TempDir private Path dir;

    @Test
    void shouldMeasureAgainAndAgain() throws InterruptedException {
        Thread other =
                new Thread(
                        () -> {
                            try (HandOff far = HandOff.open(dir)) {
                                for (int i = 0; i < TIMES; i++) {
                                    far.answer();
                                }
                            }
                        });
        other.start();
        try (HandOff near = HandOff.open(dir)) {
            for (int i = 0; i < TIMES; i++) {
                double ns = near.measureNs();
                assertTrue(ns > 1 && ns < 1e9, "ns of a round trip: " + ns);
            }
        }
        other.join();
    }

    @Test
    void shouldNotWaitForEverForAnEndThatDied() {
        try (HandOff near = HandOff.open(dir)) {
            assertTrue(Double.isNaN(near.measureNs()));
        }
    }
}
