package io.tapewire.latency.command;

import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.UsableCpus;
import io.tapewire.latency.campaign.Disturbance;
import io.tapewire.schemas.TapewireException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of every measurement. */
final class RunOptions {
    @Option(names = "--preset", description = "How long and how much: ${COMPLETION-CANDIDATES}.")
    private Preset preset = Preset.quick;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            description =
                    "Before each measured time, and then on until the JIT is quiet, 2.4 s at most;"
                            + " where compare measures one thread 0.5 s, or 1 to 2 s.")
    private Integer warmUpSeconds;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "Measured, of each trial. Default: 2 quick, 10 full, of sustained 4 and 60;"
                            + " compare always 2. There floods take half of it, sustained the"
                            + " preset's, and one thread alone its own.")
    private Integer seconds;

    @Mixin private EndCpus ends = new EndCpus();

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
                    "Another parameter of the work, such as slowdownPercent=10, a publisher made"
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
                    "A trial of whose time the hypervisor took more is discarded, and repeated once"
                            + " where there is time.")
    private double stealLimitPercent = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "For the report. Default: ./latency-report-TIME")
    private Path out;

    long seed() {
        return seed;
    }

    /** By which trials are discarded, where they are compared with each other or not. */
    Disturbance disturbance(boolean comparing) {
        return new Disturbance(stealLimitPercent, comparing);
    }

    double stealLimitPercent() {
        return stealLimitPercent;
    }

    Preset preset() {
        return preset;
    }

    /** For which a rate has to be sustained, where nothing is compared. */
    int sustainedSeconds() {
        return seconds == null ? preset.sustainedSeconds() : seconds;
    }

    Path out() {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        return out == null ? Path.of("latency-report-" + time) : out;
    }

    /** Where journals are written. */
    Path journalDir() {
        return journalDir == null ? Path.of(System.getProperty("java.io.tmpdir")) : journalDir;
    }

    /** What is to be said of the CPUs, once {@link #common} has checked them; empty for nothing. */
    String warning() {
        return ends.warning();
    }

    /** By {@code --set}, checked by {@link #common}. */
    Map<String, String> set() {
        return more;
    }

    /**
     * Parameters of every trial.
     *
     * @param otherwiseSeconds measured of each where no option says how long
     * @throws ParameterException where an option is wrong
     */
    Map<String, String> common(CommandSpec command, int otherwiseSeconds) {
        more.forEach((name, value) -> Settable.check(command, name, value));
        checkLengths(command);
        Map<String, String> common = new HashMap<>(more);
        common.put(
                "warmupSeconds",
                text(command, "--warm-up", warmUpSeconds, preset().warmUpSeconds(), 0));
        common.put("seconds", text(command, "--duration", seconds, otherwiseSeconds, 1));
        common.put("cpus", ends.pins(command));
        common.put("mtu", Integer.toString(mtu));
        common.put("seed", Long.toString(seed));
        if (journalDir != null) {
            if (!Files.isDirectory(journalDir) || !Files.isWritable(journalDir)) {
                throw wrong(
                        command,
                        "--journal-dir %s: that is no directory which may be written; make it, or"
                                        .formatted(journalDir)
                                + " name another.");
            }
            common.put("journalDir", journalDir.toString());
        }
        return common;
    }

    /** As the driver of a trial would, before the first of them. */
    private void checkLengths(CommandSpec command) {
        DriverSettings.Builder driver = DriverSettings.builder().mtuLengthBytes(mtu);
        if (more.containsKey("termBytes")) {
            driver.termLengthBytes(Integer.parseInt(more.get("termBytes")));
        }
        try {
            driver.build();
        } catch (TapewireException e) {
            throw wrong(command, e.getMessage());
        }
    }

    static void checkUsable(CommandSpec command, String option, List<Integer> cpus) {
        UsableCpus usable = UsableCpus.ofThisProcess();
        for (int cpu : cpus) {
            if (!usable.contains(cpu)) {
                throw wrong(
                        command,
                        "%s: this process may not run on CPU %d; it has %s."
                                .formatted(option, cpu, usable));
            }
        }
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
