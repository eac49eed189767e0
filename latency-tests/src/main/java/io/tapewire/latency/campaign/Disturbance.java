package io.tapewire.latency.campaign;

import io.tapewire.latency.compare.CpuDistance;
import io.tapewire.latency.trial.Trial;
import java.util.List;
import java.util.Locale;

/**
 * The rule, fixed in advance, by which trials are discarded because of what the machine did.
 *
 * @param stealLimitPercent most of the CPUs' time that the hypervisor may take
 * @param comparing whether trials are compared with each other: then it is a disturbance that CPUs
 *     were moved, except in the search for what is sustained, whose trials are long and run once
 */
public record Disturbance(double stealLimitPercent, boolean comparing) {
    // Each end spins, so it uses all of its CPU unless others do.
    private static final double LEAST_OF_A_CPU = 0.9;

    /** What disturbed it, as far as it is known, in words; empty where nothing did. */
    String of(Trial trial) {
        double steal = trial.metrics().getOrDefault("stealPercent", 0.0);
        if (steal > stealLimitPercent) {
            return said("the hypervisor took %.1f %% of the CPUs' time", steal);
        }
        CpuDistance distance = CpuDistance.of(trial);
        if (comparing && !trial.spec().work().equals("sustained") && distance.isMoved()) {
            return said(
                    "its CPUs were moved: %.0f ns apart, then %.0f",
                    distance.beforeNs(), distance.afterNs());
        }
        // One who naps takes less of a CPU, whoever else runs there.
        return "nap".equals(trial.spec().parameters().get("idle")) ? "" : company(trial);
    }

    private static String company(Trial trial) {
        String seconds = trial.spec().parameters().getOrDefault("seconds", "0");
        double spun = LEAST_OF_A_CPU * Double.parseDouble(seconds);
        for (String role : List.of("origin", "far")) {
            double had = trial.metrics().getOrDefault("cpuSeconds." + role, spun);
            if (had < spun) {
                return said("others ran on its CPUs: one end had %.1f of %s s", had, seconds);
            }
        }
        return "";
    }

    private static String said(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
