package io.tapewire.latency.command;

import io.tapewire.driver.Layout;
import io.tapewire.driver.UsableCpus;
import io.tapewire.latency.trial.TrialSpec;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where the threads run that an end has besides its loop. */
final class ThreadCpus {
    @Option(
            names = "--thread-cpus",
            split = ",",
            paramLabel = "CPU",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description =
                    "To which the driver's threads are pinned of --layout shared (origin's, far"
                            + " end's) or dedicated (conductor, sender and receiver of each), then"
                            + " that of --journal separate. Over IPC the far end's driver is the"
                            + " origin's. Default: CPUs besides those of the ends, of free cores first,"
                            + " or wherever the kernel has them where these are too few")
    private List<Integer> given;

    /**
     * @param layout of each end's driver
     * @param hasJournal whether there is one with a thread of its own
     * @throws picocli.CommandLine.ParameterException where not as many CPUs were given as there are
     *     threads, or some may not be used
     */
    void check(CommandSpec command, Layout layout, boolean hasJournal) {
        if (given == null) {
            return;
        }
        int threads = 2 * roles(layout).size() + (hasJournal ? 1 : 0);
        if (given.size() != threads) {
            throw RunOptions.wrong(
                    command,
                    "--thread-cpus takes as many CPUs as there are such threads: %d were given for %d."
                            .formatted(given.size(), threads));
        }
        RunOptions.checkUsable(command, "--thread-cpus", given);
    }

    /** Pins the threads of a trial, if they are to be, or there is a CPU for each. */
    TrialSpec in(TrialSpec spec, Layout layout) {
        List<String> roles = roles(layout);
        int each = roles.size();
        boolean hasJournal = "separate".equals(spec.parameters().get("journal"));
        int threads = 2 * each + (hasJournal ? 1 : 0);
        List<Integer> cpus = given == null ? spare(spec, threads) : given;
        if (cpus.isEmpty()) {
            return spec;
        }
        TrialSpec pinned = hasJournal ? spec.with("journalCpu", cpus.get(2 * each)) : spec;
        return each == 0
                ? pinned
                : pinned.with("pins.origin", pins(roles, cpus.subList(0, each)))
                        .with("pins.far", pins(roles, cpus.subList(each, 2 * each)));
    }

    /** CPUs besides those of the ends, or none where these are too few. */
    private static List<Integer> spare(TrialSpec spec, int threads) {
        List<Integer> ends =
                Stream.of(spec.parameters().get("cpus").split(",")).map(Integer::valueOf).toList();
        UsableCpus usable = UsableCpus.ofThisProcess();
        List<Integer> spare = usable.forSpinning(threads, ends);
        boolean areEnough = spare.size() == threads && usable.count() >= ends.size() + threads;
        return areEnough ? spare : List.of();
    }

    private static List<String> roles(Layout layout) {
        return switch (layout) {
            case SHARED -> List.of("shared");
            case DEDICATED -> List.of("conductor", "sender", "receiver");
            default -> List.of();
        };
    }

    private static String pins(List<String> roles, List<Integer> cpus) {
        return IntStream.range(0, roles.size())
                .mapToObj(i -> roles.get(i) + "=" + cpus.get(i))
                .collect(Collectors.joining(","));
    }
}
