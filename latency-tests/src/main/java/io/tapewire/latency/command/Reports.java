package io.tapewire.latency.command;

import io.tapewire.latency.compare.Change;
import io.tapewire.latency.compare.Row;
import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.environment.Environment;
import io.tapewire.latency.launch.JvmTrialRunner;
import io.tapewire.latency.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Puts together what a report says. */
final class Reports {
    private Reports() {}

    static Report of(
            CommandSpec command,
            RunOptions options,
            Instant start,
            List<String> rules,
            List<Row> rows,
            List<Change> changes,
            List<String> unlike,
            List<Taken> taken) {
        return new Report(
                Rig.commandLine(command),
                start.toString(),
                Duration.between(start, Instant.now()).toSeconds(),
                environment(options),
                rules,
                rows,
                changes,
                unlike,
                taken);
    }

    /** Where trials run. */
    static Map<String, String> environment(RunOptions options) {
        return Environment.describe(options.journalDir(), JvmTrialRunner.flags(options.set()));
    }
}
