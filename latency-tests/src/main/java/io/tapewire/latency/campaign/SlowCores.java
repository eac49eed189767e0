package io.tapewire.latency.campaign;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which trials ran on a core that somebody else slowed from their beginning to their end, such as a
 * neighbour on the same core of a virtual machine: by the CRC-32C that they measured in turns with
 * their work, against the quickest of the same trials.
 */
final class SlowCores {
    // Where nobody else is there it varies by 3 or 4 percent; else by 8 to 26, and the work by
    // more.
    private static final double MOST_FACTOR = 1.05;

    private final Map<TrialSpec, Double> quickestNs = new HashMap<>();

    /** Why it is discarded, by what ran until now; empty where it is not. */
    String reason(Trial trial) {
        double ns = trial.metrics().getOrDefault("crcNsPerFrame", Double.NaN);
        if (Double.isNaN(ns) || trial.isFailed()) {
            return "";
        }
        double leastNs = quickestNs.merge(trial.spec(), ns, Math::min);
        return ns <= MOST_FACTOR * leastNs
                ? ""
                : String.format(
                        Locale.ROOT,
                        "its core was slowed: CRC-32C took %.0f ns a frame, %.0f at best",
                        ns,
                        leastNs);
    }

    /** The same trial, discarded where one after it showed that it should be. */
    Taken again(Taken taken) {
        return taken.isGood()
                ? new Taken(taken.pair(), taken.trial(), reason(taken.trial()))
                : taken;
    }
}
