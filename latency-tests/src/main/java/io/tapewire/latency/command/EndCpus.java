package io.tapewire.latency.command;

import io.tapewire.driver.UsableCpus;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where the two ends run. */
final class EndCpus {
    private static final int ENDS = 2;

    @Option(
            names = "--cpus",
            split = ",",
            paramLabel = "CPU",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "To which the two ends are pinned, each to one. Default: the first two that"
                            + " may be used, isolated ones and of different cores where there are")
    private List<Integer> cpus;

    private String warning = "";

    /**
     * The CPUs of both.
     *
     * @throws picocli.CommandLine.ParameterException where these are not two that may be used
     */
    String pins(CommandSpec command) {
        UsableCpus usable = UsableCpus.ofThisProcess();
        List<Integer> two = two(usable);
        if (cpus == null && (two.size() < ENDS || usable.count() < ENDS)) {
            throw RunOptions.wrong(
                    command,
                    "A trial takes two CPUs, one for each end; this process has %s. Give --cpus to use two"
                                    .formatted(usable)
                            + " nevertheless.");
        }
        if (two.size() != ENDS || two.get(0).equals(two.get(1))) {
            throw RunOptions.wrong(
                    command,
                    "--cpus takes two different CPUs of %s, such as 0,1.".formatted(usable));
        }
        RunOptions.checkUsable(command, "--cpus", two);
        warning = warning(usable, two.get(0), two.get(1));
        return two.get(0) + "," + two.get(1);
    }

    /** A sentence where both run on one core, as far as the kernel says; otherwise empty. */
    String warning() {
        return warning;
    }

    private static String warning(UsableCpus usable, int one, int other) {
        return usable.shareCore(one, other)
                ? "CPUs %d and %d are one core: each end has about half of it, and every figure says so."
                        .formatted(one, other)
                : "";
    }

    private List<Integer> two(UsableCpus usable) {
        return cpus == null ? usable.forSpinning(ENDS, List.of()) : cpus;
    }
}
