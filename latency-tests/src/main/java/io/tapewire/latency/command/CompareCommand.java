package io.tapewire.latency.command;

import io.tapewire.latency.campaign.Campaign;
import io.tapewire.latency.campaign.Slot;
import io.tapewire.latency.compare.Against;
import io.tapewire.latency.compare.Baseline;
import io.tapewire.latency.compare.Change;
import io.tapewire.latency.compare.Comparison;
import io.tapewire.latency.compare.Comparisons;
import io.tapewire.latency.compare.Judge;
import io.tapewire.latency.compare.Row;
import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.compare.Verdict;
import io.tapewire.latency.launch.BaselineModule;
import io.tapewire.latency.report.JsonReport;
import io.tapewire.latency.report.RatioTable;
import io.tapewire.latency.report.Report;
import io.tapewire.latency.report.ReportFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the bus with what it is built on, in turns. */
@Command(
        name = "compare",
        description =
                "Compare the bus with raw Aeron, raw sockets, Chronicle Queue and memory, in turns"
                        + " and in fresh JVMs. Ends with 1 where a trial failed, or a comparison is"
                        + " worse than the baseline; a missed goal is an answer.")
final class CompareCommand implements Callable<Integer> {
    private final Rig rig;
    private final BaselineModule baselines;

    @Spec private CommandSpec command;
    @Mixin private RunOptions options;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "Comparisons to run: ${COMPLETION-CANDIDATES}. Default: all",
            completionCandidates = Names.class)
    private Set<String> only = new LinkedHashSet<>();

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "NAME",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "Compare with ${COMPLETION-CANDIDATES} as well, which Maven fetches the first"
                            + " time; adds the comparisons NAME-p50 and NAME-trades. Default: none")
    private Set<Baseline> with = EnumSet.noneOf(Baseline.class);

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Trials of each side of a comparison. Default: 4 quick, 16 full")
    private Integer pairs;

    @Option(
            names = "--against",
            paramLabel = "REPORT.JSON",
            description = "Say what is better or worse than in that report of another run.")
    private Path baseline;

    /** What {@code --only} takes. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            new Comparisons(Map.of(), 1).all().forEach(row -> add(row.name()));
        }
    }

    CompareCommand(Rig rig, BaselineModule baselines) {
        this.rig = rig;
        this.baselines = baselines;
    }

    @Override
    public Integer call() {
        Map<String, String> common = options.common(command, Preset.COMPARED_SECONDS);
        Comparisons list = new Comparisons(common, options.preset().sustainedSeconds());
        List<Comparison> chosen = chosen(list);
        int rounds = pairs == null ? options.preset().pairs() : pairs;
        if (rounds < 1) {
            throw RunOptions.wrong(command, "--pairs %d: give 1 or more.".formatted(rounds));
        }
        Report earlier = baseline == null ? null : JsonReport.read(baseline);
        List<Row> before =
                earlier == null ? List.of() : Against.inCommon(baseline, earlier.rows(), chosen);
        List<String> unlike = earlier == null ? List.of() : unlike(earlier, before, chosen);
        unlike.forEach(note -> rig.console().notice(baseline + " was made otherwise: " + note));
        if (!with.isEmpty()) {
            baselines.build(rig.console()::notice);
        }
        Path out = ReportFiles.open(options.out());
        List<Slot> slots =
                new Plan(list, common).slots(chosen, rounds, only.isEmpty(), options.seed());
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        rig.warn(options.warning());
        List<Taken> taken =
                rig.run(
                        slots,
                        pairs == null ? options.preset().pairsAtLeast() : Campaign.ALL_ROUNDS,
                        options.disturbance(true),
                        "%d comparisons of %d pairs".formatted(chosen.size(), rounds));
        long leftOut = leftOut(slots, taken);
        Judge judge = new Judge(taken, list.once());
        List<Row> rows = chosen.stream().map(judge::row).toList();
        List<Change> changes = Against.changes(before, rows);
        List<String> failures = RatioTable.failures(taken);
        rig.warn(Rules.unpinned(taken));
        // The table first: the disk may be full.
        print(rows, failures, changes, unlike);
        List<String> rules = Rules.all(options, taken, !changes.isEmpty(), leftOut);
        ReportFiles.write(
                Reports.of(command, options, start, rules, rows, changes, unlike, taken), out);
        if (leftOut > 0) {
            rig.console().notice("%d trials were left out, to end in time".formatted(leftOut));
        }
        rig.printPlace(command, out);
        return rig.status(isBad(rows, changes) || !failures.isEmpty());
    }

    private static boolean isBad(List<Row> rows, List<Change> changes) {
        return rows.stream().anyMatch(row -> row.verdict() == Verdict.FAILED)
                || changes.stream().anyMatch(change -> change.outcome() == Change.Outcome.WORSE);
    }

    private List<String> unlike(Report earlier, List<Row> before, List<Comparison> chosen) {
        Set<String> measured =
                before.stream()
                        .filter(row -> !row.values().isEmpty())
                        .map(Row::name)
                        .collect(Collectors.toSet());
        List<Comparison> inBoth = chosen.stream().filter(c -> measured.contains(c.name())).toList();
        return Unlike.notes(earlier, Reports.environment(options), Plan.specs(inBoth));
    }

    /** How many did not run, though it was not stopped. */
    private long leftOut(List<Slot> slots, List<Taken> taken) {
        Set<Slot> ran = new HashSet<>();
        taken.forEach(one -> ran.add(new Slot(one.pair(), one.trial().spec())));
        long leftOut = slots.stream().filter(slot -> !ran.contains(slot)).count();
        return rig.isStopped() ? 0 : leftOut;
    }

    private void print(
            List<Row> rows, List<String> failures, List<Change> changes, List<String> unlike) {
        PrintWriter text = command.commandLine().getOut();
        RatioTable.lines(rows).forEach(text::println);
        failures.forEach(text::println);
        if (!changes.isEmpty()) {
            text.println();
            RatioTable.changes(changes).forEach(text::println);
            unlike.forEach(note -> text.println("the baseline was made otherwise: " + note));
        }
        text.flush();
    }

    private List<Comparison> chosen(Comparisons list) {
        Set<String> unknown = new LinkedHashSet<>(only);
        List<Comparison> all = new ArrayList<>(list.all());
        with.forEach(baseline -> all.addAll(list.with(baseline)));
        List<Comparison> chosen = new ArrayList<>();
        for (Comparison comparison : all) {
            unknown.remove(comparison.name());
            if (only.isEmpty() || only.contains(comparison.name())) {
                chosen.add(comparison);
            }
        }
        if (!unknown.isEmpty()) {
            throw RunOptions.wrong(
                    command,
                    "--only %s: there is no such comparison; --help names them."
                            .formatted(unknown.iterator().next()));
        }
        return chosen;
    }
}
