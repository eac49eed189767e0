package io.tapewire.latency.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The parameters that {@code --set} takes, named as a user writes them. */
enum Settable {
    gc("parallel, zgc or epsilon", "parallel|zgc|epsilon"),
    graceMs(0, 1_000_000, 1),
    jit("rest or on", "rest|on"),
    memoryMib(16, 65_536, 8),
    offload(0, 1, 1),
    ringBytes(64 << 10, 1 << 30, 1),
    slowdownPercent("a number from 0 to 999", "\\d{1,3}(\\.\\d{1,9})?"),
    termBytes(64 << 10, 1 << 30, 1),
    trades(1, 1_000_000_000_000L, 1),
    tradesPerFrame(1, 100_000, 1),
    usedPagesMib(0, 4_096, 1),
    volumeMib(1, 2_048, 1);

    private static final Map<String, String> OPTIONS =
            Map.of(
                    "hops", "--no-hops",
                    "journalDir", "--journal-dir",
                    "seconds", "--duration",
                    "warmupSeconds", "--warm-up");

    /** What each trial is given, and by no option of every command. */
    private static final Set<String> GIVEN =
            Set.of(
                    "batch",
                    "burst",
                    "dir",
                    "feeds",
                    "hops",
                    "idle",
                    "instruments",
                    "journal",
                    "journalCpu",
                    "journalPath",
                    "layout",
                    "pins.far",
                    "pins.origin",
                    "port.back",
                    "port.there",
                    "rate",
                    "readers",
                    "transport",
                    "volumeBytes");

    private static final String WHOLE = "\\d{1,15}";

    private final String wanted;
    private final String pattern;
    private final long least;
    private final long most;
    private final long step;

    Settable(String wanted, String pattern) {
        this(wanted, pattern, 0, 0, 0);
    }

    Settable(long least, long most, long step) {
        this(
                String.format(
                        Locale.ROOT,
                        "a %s from %,d to %,d",
                        step == 1 ? "whole number" : "multiple of " + step,
                        least,
                        most),
                WHOLE,
                least,
                most,
                step);
    }

    Settable(String wanted, String pattern, long least, long most, long step) {
        this.wanted = wanted;
        this.pattern = pattern;
        this.least = least;
        this.most = most;
        this.step = step;
    }

    /**
     * @throws picocli.CommandLine.ParameterException where it is none of these, or cannot be that
     */
    static void check(CommandSpec command, String name, String value) {
        for (Settable settable : values()) {
            if (settable.name().equals(name)) {
                if (!settable.takes(value)) {
                    throw refused(command, name, value, "give " + settable.wanted);
                }
                return;
            }
        }
        OptionSpec option = command.findOption(OPTIONS.getOrDefault(name, "--" + name));
        if (option != null) {
            throw refused(command, name, value, "use %s instead".formatted(option.longestName()));
        }
        throw refused(
                command,
                name,
                value,
                GIVEN.contains(name)
                        ? "the command itself gives that to each trial"
                        : "there is no such parameter; give one of " + all());
    }

    private boolean takes(String value) {
        if (!value.matches(pattern)) {
            return false;
        }
        if (step == 0) {
            return true;
        }
        long number = Long.parseLong(value);
        return number >= least && number <= most && number % step == 0;
    }

    private static String all() {
        return Arrays.stream(values()).map(Settable::name).collect(Collectors.joining(", "));
    }

    private static RuntimeException refused(
            CommandSpec command, String name, String value, String what) {
        return RunOptions.wrong(command, "--set %s=%s: %s.".formatted(name, value, what));
    }
}
