package io.tapewire.latency.command;

import io.tapewire.latency.campaign.Campaign;
import io.tapewire.latency.campaign.Slot;
import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.report.LatencyTable;
import io.tapewire.latency.report.ReportFiles;
import io.tapewire.latency.report.Subject;
import io.tapewire.latency.trial.TrialSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures the bus on this machine. */
@Command(
        name = "latency",
        description =
                "Measure the bus on this machine: latency, throughput, what is sustained, and what"
                        + " it costs; with compare, against what it is built on. Ends with 1 where"
                        + " a trial failed, or all of a kind were discarded.")
final class LatencyCommand implements Callable<Integer> {
    private final Rig rig;

    @Spec private CommandSpec command;
    @Mixin private RunOptions options;
    @Mixin private Grid grid;

    LatencyCommand(Rig rig) {
        this.rig = rig;
    }

    @Override
    public Integer call() {
        Map<String, String> common = options.common(command, options.preset().seconds());
        List<Slot> slots = new ArrayList<>();
        slots.add(new Slot(0, new TrialSpec("floor", "jitter", common)));
        slots.addAll(grid.slots(command, options, common));
        Path out = ReportFiles.open(options.out());
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        rig.warn(options.warning());
        List<Taken> taken =
                rig.run(
                        slots,
                        Campaign.ALL_ROUNDS,
                        options.disturbance(false),
                        "the bus on this machine");
        rig.warn(Rules.unpinned(taken));
        // The table first: the disk may be full.
        PrintWriter text = command.commandLine().getOut();
        LatencyTable.lines(Subject.of(taken)).forEach(text::println);
        text.flush();
        List<String> rules = Rules.ofTrials(options, taken);
        ReportFiles.write(
                Reports.of(command, options, start, rules, List.of(), List.of(), List.of(), taken),
                out);
        rig.printPlace(command, out);
        return rig.status(hasFailed(taken));
    }

    /** A discarded trial is no failure, unless nothing is left of what it was to measure. */
    private static boolean hasFailed(List<Taken> taken) {
        Set<TrialSpec> unknown =
                taken.stream().map(each -> each.trial().spec()).collect(Collectors.toSet());
        taken.stream().filter(Taken::isGood).forEach(each -> unknown.remove(each.trial().spec()));
        return !unknown.isEmpty()
                || taken.stream()
                        .anyMatch(each -> each.discarded().isEmpty() && each.trial().isFailed());
    }
}
