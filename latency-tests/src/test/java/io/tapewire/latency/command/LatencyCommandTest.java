package io.tapewire.latency.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.UsableCpus;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** As if the hypervisor had disturbed the first of these trials. */
    private LatencyRun disturbed(int trials) {
        Set<Trial> disturbed = new HashSet<>();
        return LatencyRun.of(
                spec -> {
                    Trial good = runner.run(spec);
                    Map<String, Double> metrics = new HashMap<>(good.metrics());
                    metrics.put("stealPercent", disturbed.size() < trials ? 50.0 : 0);
                    Trial trial = new Trial(spec, "", metrics, Map.of(), List.of());
                    disturbed.add(trial);
                    return trial;
                },
                "--out",
                dir.toString(),
                "--work",
                "flood",
                "--transport",
                "udp");
    }

    @Test
    void shouldTakeADiscardedTrialForAFailureOnlyWhereTheSecondIsToo() {
        LatencyRun once = disturbed(1);
        LatencyRun twice = disturbed(2);

        String line = "1/2  discarded  floor jitter: the hypervisor took 50.0 % of the CPUs' time";
        assertEquals(1, once.err().split(line, -1).length - 1, once.err());
        assertFalse(once.err().contains("FAIL"), once.err());
        assertEquals(0, once.status());
        assertEquals(2, twice.err().split(line, -1).length - 1, twice.err());
        assertEquals(Rig.FAILED, twice.status());
    }

    private List<TrialSpec> planned(String... args) {
        LatencyRun run = LatencyRun.of(runner, Args.join(args, "--out", dir.toString()));
        assertEquals(0, run.status(), run.err());
        return runner.ran.stream().filter(spec -> !spec.work().equals("jitter")).toList();
    }

    @Test
    void shouldSustainForAsLongAsItIsTold() {
        List<TrialSpec> trials =
                planned("--work", "sustained", "--transport", "udp", "--duration", "7");

        TrialSpec last = trials.get(trials.size() - 1);
        assertEquals("sustained", last.work());
        assertEquals("7", last.parameters().get("seconds"));
    }

    @Test
    void shouldMeasureVolumesWhateverTheTransport() {
        List<TrialSpec> trials = planned("--work", "volume", "--volume", "64,1048576");

        assertEquals(
                List.of("64", "1048576"),
                trials.stream().map(spec -> spec.parameters().get("volumeBytes")).toList());
    }

    @Test
    void shouldPinTheThreadsOfDriversAndJournal() {
        Map<String, String> pinned =
                planned(
                                "--work", "flood",
                                "--transport", "udp",
                                "--layout", "shared",
                                "--journal", "separate",
                                "--thread-cpus", "0,1,0")
                        .get(0)
                        .parameters();

        assertEquals("shared=0", pinned.get("pins.origin"));
        assertEquals("shared=1", pinned.get("pins.far"));
        assertEquals("0", pinned.get("journalCpu"));
    }

    @Test
    void shouldSayOfEachTrialWhatItHas() {
        Map<String, Map<String, Double>> metrics =
                Map.of(
                        "jitter", Map.of(),
                        "echo", Map.of("nsPerFrame", 104.0, "bytesPerSecond", 2.9e9),
                        "one-way", Map.of("bytesPerSecond", 2.9e9),
                        "flood", Map.of("rssBeyondBuffersBytes", 71e6));
        LatencyRun run =
                LatencyRun.of(
                        spec -> new Trial(spec, "", metrics.get(spec.work()), Map.of(), List.of()),
                        "--out",
                        dir.toString(),
                        "--work",
                        "echo,one-way,flood",
                        "--transport",
                        "udp");

        assertEquals(
                List.of(
                        "1/4  floor jitter",
                        "2/4  tapewire udp echo 101,009/s  104 ns a frame",
                        "3/4  tapewire udp one-way 101,009/s  2.90 GB/s",
                        "4/4  tapewire udp flood  71.0 MB beyond the buffers"),
                run.err().lines().filter(line -> line.matches("./4  .*")).toList());
    }

    @Test
    void shouldTellTheFlagsOfItsTrials() throws Exception {
        String[] args = {"--out", dir.toString(), "--work", "flood", "--set", "gc=zgc"};
        assertEquals(0, LatencyRun.of(runner, args).status());

        String report = Files.readString(dir.resolve("report.json"));
        for (String flag : List.of("-Xmx256m ", "-XX:+UseZGC", "bounds.checks=true", "java.util")) {
            assertTrue(report.contains(flag), flag);
        }
        assertFalse(report.contains(" -ea"), "those of this JVM");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate 0 | --rate 0: give 1 to 1,000,000,000.",
                "--readers 9 | --readers 9: give 1 to 8.",
                "--feeds 0 | --feeds 0: give 1 to 1,000.",
                "--batch 2 | --batch 2 is not known: give natural or 1.",
                "--set mtu=96 | --set mtu=96: use --mtu instead.",
                "--set hops=off | --set hops=off: use --no-hops instead.",
                "--set layout=shared | --set layout=shared: use --layout instead.",
                "--set journalDir=. | --set journalDir=.: use --journal-dir instead.",
                "--set journalPath=. | --set journalPath=.: the command itself gives that to each trial.",
                "--set speed=1 | --set speed=1: there is no such parameter; give one of gc, graceMs, jit,"
                        + " memoryMib, offload, ringBytes, slowdownPercent, termBytes, trades, tradesPerFrame,"
                        + " usedPagesMib, volumeMib.",
                "--set gc=none | --set gc=none: give parallel, zgc or epsilon.",
                "--set volumeMib=x | --set volumeMib=x: give a whole number from 1 to 2,048.",
                "--set memoryMib=20 | --set memoryMib=20: give a multiple of 8 from 16 to 65,536.",
                "--set slowdownPercent=-1 | --set slowdownPercent=-1: give a number from 0 to 999.",
                "--set termBytes=65537 | Term length 65537 is not a power of two from 64 KiB to 1 GiB;"
                        + " 4194304 is the default.",
                "--mtu 1400 | MTU 1400 is not a multiple of 32 from 256 to 65504 (at most an eighth of"
                        + " the term length); 1408 is the default.",
                "--journal-dir /no/such | --journal-dir /no/such: that is no directory which may be"
                        + " written; make it, or name another.",
            })
    void shouldSayWhatIsWrong(String args, String sentence) {
        LatencyRun run = LatencyRun.of(runner, Args.join(args.split(" "), "--out", dir + "/no"));

        assertEquals(sentence + "\n", run.err());
        assertEquals(2, run.status());
        assertFalse(Files.exists(dir.resolve("no")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | --cpus takes two different CPUs of %s, such as 0,1.",
                "0,0 | --cpus takes two different CPUs of %s, such as 0,1.",
                "-1,0 | --cpus: this process may not run on CPU -1; it has %s.",
                "9999,0 | --cpus: this process may not run on CPU 9999; it has %s.",
                "0,1 --thread-cpus=0,9999 --layout=shared | --thread-cpus: this process may not run on"
                        + " CPU 9999; it has %s.",
                "0,1 --thread-cpus=0 --layout=shared | --thread-cpus takes as many CPUs as there are"
                        + " such threads: 1 were given for 2.",
            })
    void shouldPinToCpusThatItHas(String cpus, String sentence) {
        String[] args = ("--cpus=" + cpus).split(" ");
        LatencyRun run = LatencyRun.of(runner, Args.join(args, "--out", dir + "/no"));

        assertEquals(sentence.formatted(UsableCpus.ofThisProcess()) + "\n", run.err());
        assertEquals(2, run.status());
    }
}
