package io.tapewire.latency.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.environment.Environment;
import io.tapewire.latency.report.Report;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UnlikeTest {
    private static final TrialSpec FLOOD =
            new TrialSpec("tapewire", "flood", Map.of("transport", "udp", "mtu", "1408"));
    private static final TrialSpec IPC_FLOOD = FLOOD.with("transport", "ipc");
    private static final Map<String, String> MACHINE = Map.of("jdk", "17", "cpu", "one");

    private static Report before(TrialSpec... specs) {
        List<Taken> taken =
                Stream.of(specs)
                        .map(spec -> new Trial(spec, "", Map.of(), Map.of(), List.of()))
                        .map(trial -> new Taken(0, trial, ""))
                        .toList();
        return new Report("", "", 1, MACHINE, List.of(), List.of(), List.of(), List.of(), taken);
    }

    private static List<String> notes(Report before, TrialSpec... planned) {
        return Unlike.notes(before, MACHINE, List.of(planned));
    }

    @Test
    void shouldSayNothingOfWhatIsAlike() {
        assertEquals(List.of(), notes(before(IPC_FLOOD, FLOOD), FLOOD, IPC_FLOOD));
    }

    @Test
    void shouldSayOnceByWhatTrialsDiffer() {
        Report before = before(IPC_FLOOD, FLOOD);

        assertEquals(
                List.of("mtu was 1408, is 8960", "slowdownPercent was not given, is 10"),
                notes(
                        before,
                        FLOOD.with("mtu", "8960").with("slowdownPercent", "10"),
                        IPC_FLOOD.with("mtu", "8960").with("slowdownPercent", "10")));
    }

    @Test
    void shouldSayNothingOfWorkThatOnlyOneOfBothHas() {
        assertEquals(List.of(), notes(before(FLOOD), FLOOD, FLOOD.of("aeron").with("mtu", "8960")));
    }

    @Test
    void shouldSayOfWhichWorkItIsWhereItIsNotOfAll() {
        TrialSpec sustained = new TrialSpec("tapewire", "sustained", Map.of("seconds", "4"));

        assertEquals(
                List.of("seconds was 4, is 60 (sustained)"),
                notes(before(FLOOD, sustained), FLOOD, sustained.with("seconds", "60")));
    }

    @Test
    void shouldNotTakeAnotherKindOfTrialForTheOneThatDidNotRun() {
        assertEquals(List.of(), notes(before(FLOOD), IPC_FLOOD, FLOOD.with("journal", "inline")));
    }

    @Test
    void shouldSayWhatIsOtherOfTheMachineButNotThatTheBuildIs() {
        Map<String, String> then = machine("one", "-a -XX:+UseZGC", "nohz=off isolcpus=1", "older");
        Map<String, String> now =
                new HashMap<>(
                        machine("one v2", "-XX:+UseParallelGC -a", "isolcpus=1 nohz=off", "newer"));
        now.put("said since", "today");
        Report before =
                new Report("", "", 1, then, List.of(), List.of(), List.of(), List.of(), List.of());

        assertEquals(
                List.of(
                        "cpu was one, is one v2",
                        "jvm flags was -XX:+UseZGC, is -XX:+UseParallelGC"),
                Unlike.notes(before, now, List.of(FLOOD)));
    }

    private static Map<String, String> machine(
            String cpu, String flags, String options, String build) {
        return Map.of(
                "cpu",
                cpu,
                "jvm flags",
                flags,
                "kernel options",
                options,
                Environment.BUILD,
                build);
    }

    @Test
    void shouldSayNothingOfAReportThatWasCutDownToItsRows() {
        Report rows = new Report("", "", 1, null, null, List.of(), null, null, null);

        assertEquals(List.of(), notes(rows, FLOOD));
    }
}
