package io.tapewire.latency.command;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of every measurement. */
final class RunOptions {
    @Option(names = "--preset", description = "How long and how much: ${COMPLETION-CANDIDATES}.")
    private Preset preset = Preset.quick;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Before each measured time.")
    private Integer warmUpSeconds;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "Measured, of each trial.")
    private Integer seconds;

    @Option(
            names = "--cpus",
            split = ",",
            paramLabel = "CPU",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "To which the two ends are pinned, each to one. Default: 0,1")
    private List<Integer> cpus = List.of(0, 1);

    @Option(names = "--mtu", paramLabel = "BYTES", description = "Of datagrams, a multiple of 32.")
    private int mtu = 1408;

    @Option(
            names = "--journal-dir",
            paramLabel = "DIR",
            description = "For the journals of trials. Default: where temporary files go")
    private Path journalDir;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "Any other parameter of the work, such as slowdownPercent=10, a publisher made"
                            + " slower on purpose.")
    private Map<String, String> more = new TreeMap<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the trades, and of the order of trials.")
    private long seed = 1;

    @Option(
            names = "--steal-limit",
            paramLabel = "PERCENT",
            description =
                    "A trial of whose time the hypervisor took more is discarded, and repeated once.")
    private double stealLimitPercent = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "For the report. Default: ./latency-report-TIME")
    private Path out;

    long seed() {
        return seed;
    }

    double stealLimitPercent() {
        return stealLimitPercent;
    }

    Preset preset() {
        return preset;
    }

    Path out() {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        return out == null ? Path.of("latency-report-" + time) : out;
    }

    /** Where journals are written. */
    Path journalDir() {
        return journalDir == null ? Path.of(System.getProperty("java.io.tmpdir")) : journalDir;
    }

    /** Parameters of every trial. */
    Map<String, String> common(CommandSpec command) {
        Map<String, String> common = new HashMap<>();
        common.put(
                "warmupSeconds",
                text(command, "--warm-up", warmUpSeconds, preset().warmUpSeconds(), 0));
        common.put("seconds", text(command, "--duration", seconds, preset().seconds(), 1));
        if (cpus.size() != 2 || cpus.stream().anyMatch(cpu -> cpu < 0)) {
            throw wrong(command, "--cpus takes two CPUs, such as 0,1.");
        }
        common.put("cpus", cpus.get(0) + "," + cpus.get(1));
        common.put("mtu", Integer.toString(mtu));
        common.put("seed", Long.toString(seed));
        if (journalDir != null) {
            common.put("journalDir", journalDir.toString());
        }
        common.putAll(more);
        return common;
    }

    private static String text(
            CommandSpec command, String option, Integer given, int otherwise, int least) {
        if (given != null && given < least) {
            throw wrong(
                    command,
                    "%s %d is no length: give %d s or more.".formatted(option, given, least));
        }
        return Integer.toString(given == null ? otherwise : given);
    }

    static ParameterException wrong(CommandSpec command, String sentence) {
        return new ParameterException(command.commandLine(), sentence);
    }
}
