package io.tapewire.latency.command;

import io.tapewire.latency.campaign.Campaign;
import io.tapewire.latency.campaign.Cost;
import io.tapewire.latency.campaign.Disturbance;
import io.tapewire.latency.campaign.RateSearch;
import io.tapewire.latency.campaign.Slot;
import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.run.Console;
import io.tapewire.run.Shutdown;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** Runs trials for a command, and shows how far they are. */
final class Rig {
    /** Exit status where something failed, or is worse. */
    static final int FAILED = 1;

    /** Exit status of what was stopped. */
    static final int INTERRUPTED = 130;

    private final Console console;
    private final Shutdown shutdown;
    private final Supplier<TrialRunner> runners;

    /**
     * @param runners makes what runs one trial, once it is known that there is one to run
     */
    Rig(Console console, Shutdown shutdown, Supplier<TrialRunner> runners) {
        this.console = console;
        this.shutdown = shutdown;
        this.runners = runners;
    }

    Console console() {
        return console;
    }

    /** Says the sentence, unless it is empty. */
    void warn(String sentence) {
        if (!sentence.isEmpty()) {
            console.notice(sentence);
        }
    }

    boolean isStopped() {
        return shutdown.isRequested();
    }

    /** The exit status of what has come to its end; says so where it was stopped. */
    int status(boolean failed) {
        if (isStopped()) {
            console.notice("stopped: the report has what was measured until then");
            return INTERRUPTED;
        }
        return failed ? FAILED : 0;
    }

    /**
     * Says the plan, then runs it.
     *
     * @param roundsAtLeast later ones are left out where it is behind
     */
    List<Taken> run(List<Slot> slots, int roundsAtLeast, Disturbance disturbance, String plan) {
        double seconds = Cost.of(slots);
        console.notice(
                "%s: %d trials, about %s".formatted(plan, slots.size(), Progress.time(seconds)));
        TrialRunner trials = runners.get();
        shutdown.whenRequested(trials::stop);
        TrialRunner runner = new RateSearch(trials, shutdown::isRequested);
        Campaign campaign =
                new Campaign(runner, disturbance, shutdown::isRequested, System::nanoTime);
        return campaign.run(slots, roundsAtLeast, new Progress(console, slots));
    }

    /** Says where a report is. */
    void printPlace(CommandSpec command, Path out) {
        PrintWriter text = command.commandLine().getOut();
        text.println();
        text.println("report: " + out.resolve("report.html"));
        text.flush();
    }

    /** The command line as it was given. */
    static String commandLine(CommandSpec command) {
        return command.root().commandLine().getParseResult().originalArgs().stream()
                .map(Rig::quoted)
                .collect(Collectors.joining(" ", "run/tapewire ", ""));
    }

    private static String quoted(String arg) {
        return arg.matches("[A-Za-z0-9_./,:=+-]+") ? arg : "'" + arg.replace("'", "'\\''") + "'";
    }
}
