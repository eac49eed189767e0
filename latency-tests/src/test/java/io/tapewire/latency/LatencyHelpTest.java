package io.tapewire.latency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What this room adds to the command is found by it, and looks like the rest of it. */
class LatencyHelpTest {
    @TempDir private Path dir;

    private String help(String... args) {
        try (Command command = Command.start(dir, args)) {
            assertEquals(0, command.awaitEnd(), command.toString());
            return new String(command.out(), UTF_8);
        }
    }

    @Test
    void shouldBeListed() {
        assertTrue(help("--help").contains("\n  latency "), help("--help"));
    }

    @Test
    void shouldExplainItselfInEightyColumns() {
        String latency = help("latency", "--help");
        String compare = help("latency", "compare", "--help");

        assertTrue(latency.contains("\n  compare "), latency);
        assertTrue(latency.contains("one-way") && latency.contains("--seed=N"), latency);
        assertTrue(compare.startsWith("Usage: tapewire latency compare "), compare);
        (latency + compare).lines().forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void shouldSayWhatIsWrong() {
        try (Command command = Command.start(dir, "latency", "compare", "--only", "speed")) {
            assertEquals(2, command.awaitEnd());
            assertEquals(
                    "tapewire: --only speed: there is no such comparison; --help names them.\n"
                            + "tapewire: see tapewire latency compare --help\n",
                    command.err());
        }
    }
}
