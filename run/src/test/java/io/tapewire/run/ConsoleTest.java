package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private Console console(boolean terminal) {
        return new Console(new PrintStream(written, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8).replace("\r\u001b[K", "<clear>");
    }

    @Test
    void shouldShowProgressOnATerminalOnly() {
        Console console = console(false);
        console.progress("half");
        console.notice("Done.");
        console.line("sum");

        assertEquals("tapewire: Done.\nsum\n", text());
    }

    @Test
    void shouldWriteProgressOverAndOverAndNoticesOnLinesOfTheirOwn() {
        Console console = console(true);
        console.progress("half");
        console.progress("most");
        console.notice("Done.");
        console.line("sum");

        assertEquals("<clear>half<clear>most<clear>tapewire: Done.\nsum\n", text());
    }

    @Test
    void shouldNeverWrapProgressOnATerminalOf80Columns() {
        console(true).progress("x".repeat(200));

        assertEquals("<clear>" + "x".repeat(79), text());
    }

    @Test
    void shouldTurnUntilDone() {
        int[] turns = {0};
        try (Shutdown shutdown = new Shutdown()) {
            DutyLoop loop = new DutyLoop(console(true), shutdown, NoOpIdleStrategy.INSTANCE);

            assertTrue(loop.run(() -> ++turns[0], () -> turns[0] == 5, ns -> "never"));
            assertEquals(5, turns[0]);
            assertTrue(loop.await(() -> ++turns[0], () -> turns[0] >= 9, Long.MAX_VALUE));
            assertEquals(9, turns[0]);
            assertFalse(loop.await(() -> ++turns[0], () -> false, 1_000_000));
        }
        assertEquals("", text());
    }

    @Test
    void shouldShowProgressEachSecond() {
        long startNs = System.nanoTime();
        try (Shutdown shutdown = new Shutdown()) {
            new DutyLoop(console(true), shutdown, NoOpIdleStrategy.INSTANCE)
                    .run(
                            () -> {
                                Thread.onSpinWait();
                                return 0;
                            },
                            () -> System.nanoTime() - startNs > 1_200_000_000L,
                            ns -> ns >= 1_000_000_000L ? "going on" : "too early");
        }

        assertEquals("<clear>going on", text());
    }
}
