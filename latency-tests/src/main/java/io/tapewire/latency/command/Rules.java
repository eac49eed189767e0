package io.tapewire.latency.command;

import io.tapewire.latency.compare.Against;
import io.tapewire.latency.compare.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** By what a run is judged: said in each report, and fixed before the first trial. */
final class Rules {
    private Rules() {}

    /** Of every run. */
    static List<String> ofTrials(RunOptions options, List<Taken> taken) {
        List<String> rules =
                new ArrayList<>(
                        List.of(
                                "Each trial runs in fresh JVMs, the loop of each end spinning on its own CPU.",
                                "Latency is from the time at which a trade was due, not from when it was sent. While it is"
                                        + " measured the JIT compiles nothing more, of whichever subject; --set jit=on"
                                        + " has it go on.",
                                "After the warm-up a trial settles in parts of 0.3 s until neither end compiled for more"
                                        + " than 2 ms in one, for 2 to 8 parts, or 3 of a flood.",
                                "Where trades come one at a time, logs have terms of 256 KiB, or longer ones for long"
                                        + " datagrams, so that some end while it settles; half of that is the window.",
                                "A trial that misses its rate by more than 0.5 %, or loses a trade, failed.",
                                String.format(
                                        Locale.ROOT,
                                        "A trial is discarded where the hypervisor took more than %.3g %% of its two ends'"
                                                + " CPUs, the process of an end that spins had less than 90 %% of its CPU, or CRC-32C,"
                                                + " measured in turns with the work, took 5 %% longer than in"
                                                + " another trial of the same. It is repeated once: the first two,"
                                                + " and more while the run then ends no more than a twelfth later"
                                                + " than it said.",
                                        options.stealLimitPercent())));
        rules.addAll(List.of(options.warning(), unpinned(taken)));
        rules.removeIf(String::isEmpty);
        return rules;
    }

    /** How many trials ran where the kernel wanted them to; empty for none. */
    static String unpinned(List<Taken> taken) {
        long trials = taken.stream().filter(Rules::isUnpinned).count();
        return trials == 0
                ? ""
                : "Trials that could not be pinned to their CPUs, whose figures are the scheduler's"
                        + " as well: %d.".formatted(trials);
    }

    private static boolean isUnpinned(Taken taken) {
        return taken.trial().metrics().entrySet().stream()
                .anyMatch(metric -> metric.getKey().startsWith("pinned") && metric.getValue() == 0);
    }

    /**
     * Of a run that compares.
     *
     * @param against whether with an earlier one
     * @param leftOut trials that did not run, to end in time
     */
    static List<String> all(RunOptions options, List<Taken> taken, boolean against, long leftOut) {
        List<String> rules = ofTrials(options, taken);
        rules.add(
                "Discarded and repeated once is also a trial during which its CPUs came closer or went"
                        + " apart, as a hypervisor moves them, by a factor of 1.6, except sustained"
                        + " ones. A ratio is of two trials that found them equally far apart, within"
                        + " that factor, by the quickest of 64 pages that both ends wrote in turns: of"
                        + " one round, or of rounds as near as can be.");
        rules.add(
                "What is compared runs in turns, A B B A, in an order thrown by seed %d."
                        .formatted(options.seed()));
        rules.add(
                "A quick run that would end more than a twelfth later than it said leaves out what"
                        + " comes in the fourth round and later ones, unless their number was given"
                        + " by --pairs. This one left out %d trials.".formatted(leftOut));
        rules.add(
                "A ratio is the median of those of the pairs, or of trials that measure both sides in"
                        + " turns. Its interval is the bootstrap's at 95 %; of fewer than six pairs"
                        + " that is all of their range, which holds the true median of three pairs"
                        + " three times in four, of four seven in eight.");
        rules.add(
                "A goal is met where the whole interval keeps it, missed where nothing of it does,"
                        + " and otherwise, or of fewer than three pairs, unclear.");
        rules.add(
                "No difference: the interval holds 1, or the median is no further from 1 than that of"
                        + " as many ratios of trials of the same thing is 19 times of 20 (A/A).");
        if (against) {
            rules.add(Against.RULE);
        }
        return rules;
    }
}
