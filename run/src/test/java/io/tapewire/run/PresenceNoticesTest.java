package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PresenceNoticesTest {
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long SOME_CHECKS_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Console console =
            new Console(new PrintStream(written, true, StandardCharsets.UTF_8), false);
    private boolean isConnected;
    private final PresenceNotices presence = new PresenceNotices(console, () -> isConnected);

    private List<String> said() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void checkUntilSaid(int notices) {
        long startNs = System.nanoTime();
        while (said().size() < notices && System.nanoTime() - startNs < DEADLINE_NS) {
            presence.check();
        }
        for (long saidNs = System.nanoTime(); System.nanoTime() - saidNs < SOME_CHECKS_NS; ) {
            presence.check();
        }
    }

    @Test
    void shouldTellOnceWhenPublishersComeAndWhenTheLastIsGone() {
        isConnected = true;
        checkUntilSaid(1);
        isConnected = false;
        checkUntilSaid(2);

        assertEquals(
                List.of("tapewire: a publisher is there", "tapewire: no publisher is there now"),
                said());
    }
}
