package io.tapewire.latency.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.compare.Comparisons;
import io.tapewire.latency.trial.Trial;
import io.tapewire.schemas.TapewireException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
    @TempDir private Path dir;

    private LatencyRun compare(double slowdown, long seed, String... more) {
        String[] args = {"compare", "--out", dir.resolve("run-" + seed).toString()};
        return LatencyRun.of(new FakeRunner(seed, slowdown), Args.join(args, more));
    }

    @Test
    void shouldJudgeEveryComparisonInEightyColumns() throws Exception {
        LatencyRun run = compare(1, 1);

        assertEquals(0, run.status(), run.err());
        List<String> lines = run.out().lines().toList();
        new Comparisons(Map.of(), 1)
                .all()
                .forEach(row -> assertTrue(run.out().contains(row.what()), row.what()));
        assertFalse(run.out().contains("FAILED"), run.out());
        for (String line : lines.subList(0, lines.size() - 1)) {
            assertTrue(line.length() <= 80, line);
        }
        assertTrue(Files.exists(dir.resolve("run-1/report.html")));
    }

    @Test
    void shouldCallAPlantedSlowDownWorse() {
        compare(1, 1);
        LatencyRun slower = compare(1.1, 2, "--against", dir + "/run-1/report.json");

        assertEquals(Rig.FAILED, slower.status());
        assertTrue(slower.out().matches("(?s).*udp-trades .* WORSE.*"), slower.out());
    }

    @Test
    void shouldCallAnUnchangedBuildNoDifferent() {
        compare(1, 1);
        for (long seed = 2; seed < 8; seed++) {
            LatencyRun same = compare(1, seed, "--against", dir + "/run-1/report.json");

            assertEquals(0, same.status(), "seed " + seed + "\n" + same.out());
        }
    }

    @Test
    void shouldSayInWhatItIsUnlikeTheBaseline() throws Exception {
        compare(1, 1, "--only", "codec");
        String report = dir + "/run-1/report.json";
        LatencyRun alike = compare(1, 2, "--only", "codec,feeds", "--against", report);
        LatencyRun unlike = compare(1, 3, "--only", "codec", "--mtu", "8960", "--against", report);

        String note = "mtu was 1408, is 8960";
        assertFalse(alike.err().contains("otherwise"), alike.err());
        assertTrue(unlike.err().contains(report + " was made otherwise: " + note), unlike.err());
        assertTrue(unlike.out().contains("the baseline was made otherwise: " + note));
        assertTrue(Files.readString(dir.resolve("run-3/report.html")).contains(note));
    }

    @Test
    void shouldReportTheRestWhereATrialCannotBeRun() throws Exception {
        FakeRunner runner = new FakeRunner(1, 1);
        String sentence = "No directory can be made in /dev/shm.";
        LatencyRun run =
                LatencyRun.of(
                        spec -> {
                            if (spec.subject().equals("udp")) {
                                throw new TapewireException(sentence);
                            }
                            return runner.run(spec);
                        },
                        "compare",
                        "--out",
                        dir.toString(),
                        "--only",
                        "codec,udp-socket");

        assertEquals(Rig.FAILED, run.status());
        assertTrue(run.err().contains(": " + sentence), run.err());
        assertTrue(run.out().matches("(?s).*codec, a frame / 2 CRC-32C .* met\n.*"), run.out());
        assertTrue(run.out().matches("(?s).*UDP round trip p50 / socket .* FAILED\n.*"), run.out());
        assertTrue(Files.readString(dir.resolve("report.html")).contains(sentence));
    }

    @Test
    void shouldNotPassOverATrialThatFailed() {
        FakeRunner runner = new FakeRunner(1, 1);
        int[] floods = {0};
        LatencyRun run =
                LatencyRun.of(
                        spec -> {
                            Trial trial = runner.run(spec);
                            boolean lost = spec.subject().equals("tapewire") && floods[0]++ == 1;
                            return lost
                                    ? new Trial(
                                            spec, "Lost 3.", trial.metrics(), Map.of(), List.of())
                                    : trial;
                        },
                        "compare",
                        "--out",
                        dir.toString(),
                        "--only",
                        "udp-trades");

        assertEquals(Rig.FAILED, run.status());
        assertTrue(run.out().contains("\nFAIL tapewire udp flood: Lost 3.\n"), run.out());
        assertTrue(run.out().matches("(?s).*UDP trades/s .* met\n.*"), run.out());
    }

    @Test
    void shouldSayThatTrialsWereNotPinned() throws Exception {
        FakeRunner runner = new FakeRunner(1, 1);
        LatencyRun run =
                LatencyRun.of(
                        spec -> {
                            Trial trial = runner.run(spec);
                            Map<String, Double> metrics = new HashMap<>(trial.metrics());
                            metrics.put("pinned.far", spec.subject().equals("aeron") ? 0.0 : 1.0);
                            return new Trial(
                                    spec, "", metrics, trial.histograms(), trial.intervals());
                        },
                        "compare",
                        "--out",
                        dir.toString(),
                        "--only",
                        "udp-trades");

        String sentence = "the scheduler's as well: 4.";
        assertEquals(0, run.status());
        assertTrue(run.err().contains(sentence), run.err());
        assertTrue(Files.readString(dir.resolve("report.html")).contains(sentence));
    }

    @Test
    void shouldRunOnlyWhatIsAskedFor() {
        FakeRunner runner = new FakeRunner(1, 1);
        LatencyRun.of(
                runner, "compare", "--out", dir.toString(), "--only", "codec", "--pairs", "3");

        assertEquals(3, runner.ran.size());
        assertTrue(runner.ran.stream().allMatch(spec -> spec.work().equals("codec")));
    }

    @Test
    void shouldMeasureHowLongALoopStandsStillWhereverThereArePercentiles() {
        FakeRunner runner = new FakeRunner(1, 1);
        LatencyRun.of(
                runner, "compare", "--out", dir.toString(), "--only", "udp-p99", "--pairs", "3");

        assertEquals(7, runner.ran.size());
        assertEquals("jitter", runner.ran.get(0).work());
    }

    @Test
    void shouldLeaveNothingOutOfAFullRun() {
        assertEquals(Preset.full.pairs(), Preset.full.pairsAtLeast());
        assertTrue(Preset.quick.pairsAtLeast() < Preset.quick.pairs());
    }

    @Test
    void shouldShowWhereTheTimeGoesBesideTheComparisons() throws Exception {
        compare(1, 1);

        String page = Files.readString(dir.resolve("run-1/report.html"));
        assertTrue(page.contains("offered-received"), "no hops");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--only nothing | --only nothing: there is no such comparison; --help names them.",
                "--only netty-p50 | --only netty-p50: there is no such comparison; --help names them.",
                "--pairs 0 | --pairs 0: give 1 or more.",
                "--set layout=shared | --set layout=shared: the command itself gives that to each trial.",
                "--duration 0 | --duration 0 is no length: give 1 s or more.",
            })
    void shouldSayWhatIsWrong(String args, String sentence) {
        LatencyRun run = compare(1, 1, args.split(" "));

        assertEquals(sentence + "\n", run.err());
        assertEquals(2, run.status());
        assertFalse(Files.exists(dir.resolve("run-1")));
    }

    @Test
    void shouldRefuseABaselineWithNothingInCommonBeforeItRuns() {
        compare(1, 1, "--only", "codec");
        Path report = dir.resolve("run-1/report.json");
        LatencyRun run = compare(1, 2, "--only", "append,feeds", "--against", report.toString());

        assertEquals(Rig.FAILED, run.status());
        assertEquals(
                report
                        + " has none of the comparisons to run: give --only some that it has, or"
                        + " another report.\n",
                run.err());
        assertFalse(Files.exists(dir.resolve("run-2")));
    }

    @Test
    void shouldRefuseABaselineThatIsNone() throws Exception {
        Path none = Files.writeString(dir.resolve("none.json"), "{");
        LatencyRun run = compare(1, 1, "--against", none.toString());

        assertEquals(Rig.FAILED, run.status());
        assertEquals(none + " is no report: give the report.json of an earlier run.\n", run.err());
    }
}
