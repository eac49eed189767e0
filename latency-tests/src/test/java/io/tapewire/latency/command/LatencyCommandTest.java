package io.tapewire.latency.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyCommandTest {
    @TempDir private Path dir;

    private final FakeRunner runner = new FakeRunner(1, 1);

    @Test
    void shouldMeasureEachTransportAndRateInEightyColumns() {
        LatencyRun run = LatencyRun.of(runner, "--out", dir.toString(), "--rate", "10007,1001003");

        assertEquals(0, run.status(), run.err());
        for (String name : List.of("udp echo 10,007/s", "ipc one-way 1,001,003/s", "ipc flood")) {
            assertTrue(run.out().contains("\n" + name + " "), run.out());
        }
        run.out()
                .lines()
                .filter(line -> !line.startsWith("report: "))
                .forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void shouldWriteHistogramsThatItsToolsRead() throws Exception {
        LatencyRun.of(runner, "--out", dir.toString(), "--work", "one-way", "--transport", "udp");

        try (Stream<Path> files = Files.list(dir.resolve("histograms"))) {
            Set<String> names =
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertTrue(names.contains("tapewire-udp-one-way-101-009-s.hlog"), names + "");
            assertTrue(names.contains("tapewire-udp-one-way-101-009-s.latency.hgrm"), names + "");
        }
        HistogramLog log =
                HistogramLog.read(dir.resolve("histograms/tapewire-udp-one-way-101-009-s.hlog"));
        assertTrue(log.tags().contains("latency"), log.tags() + "");
        assertTrue(log.tags().contains("hop.3-offered-received"), log.tags() + "");
    }

    @Test
    void shouldMarkAndKeepATrialThatFailed() throws Exception {
        LatencyRun run =
                LatencyRun.of(
                        spec -> {
                            Trial good = runner.run(spec);
                            return new Trial(
                                    spec,
                                    "Lost 3 trades.",
                                    good.metrics(),
                                    good.histograms(),
                                    good.intervals());
                        },
                        "--out",
                        dir.toString(),
                        "--work",
                        "echo",
                        "--transport",
                        "udp");

        assertEquals(Rig.FAILED, run.status());
        assertTrue(run.out().contains(" FAIL\n"), run.out());
        assertTrue(run.out().contains("FAIL tapewire udp echo 101,009/s: Lost 3 trades.\n"));
        assertTrue(Files.readString(dir.resolve("report.json")).contains("Lost 3 trades."));
        assertTrue(Files.readString(dir.resolve("report.html")).contains("Lost 3 trades."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate 0 | --rate 0: give 1 to 1,000,000,000.",
                "--readers 9 | --readers 9: give 1 to 8.",
                "--feeds 0 | --feeds 0: give 1 to 1,000.",
                "--batch 2 | --batch 2 is not known: give natural or 1.",
            })
    void shouldSayWhatIsWrong(String args, String sentence) {
        LatencyRun run = LatencyRun.of(runner, Args.join(args.split(" "), "--out", dir + "/no"));

        assertEquals(sentence + "\n", run.err());
        assertEquals(2, run.status());
        assertFalse(Files.exists(dir.resolve("no")));
    }
}
