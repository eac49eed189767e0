package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measurement that is stopped while a trial runs. */
class LatencyStopTest {
    @TempDir private Path dir;

    @Test
    void shouldReportWhatWasMeasuredUntilItIsStopped() throws Exception {
        Path report = dir.resolve("report");
        String[] args = {
            "latency",
            "--work=flood",
            "--transport=ipc",
            "--warm-up=0",
            "--duration=30",
            "--out=" + report
        };
        try (Command command = Command.start(dir, args)) {
            command.awaitErr("2 trials, about").signal("TERM");
            assertEquals(130, command.awaitEnd(), command::toString);
            String said = "stopped: the report has what was measured until then\n";
            assertTrue(command.err().endsWith(said), command::toString);
            assertTrue(Files.exists(report.resolve("report.html")), command::toString);
        }
    }
}
