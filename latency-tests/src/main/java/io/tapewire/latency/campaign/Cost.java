package io.tapewire.latency.campaign;

import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.latency.work.Works;
import java.util.List;

/** How long trials are expected to take. */
public final class Cost {
    // Measured: to start the JVM and to end; and with two to connect, and to settle.
    private static final double BESIDE_ONE = 1.3;
    private static final double BESIDE_TWO = 2.5;
    // About so many are tried until one is sustained.
    private static final int RATES_OF_A_SEARCH = 4;

    private Cost() {}

    /** In seconds. */
    public static double of(List<Slot> slots) {
        return slots.stream().mapToDouble(slot -> of(slot.spec())).sum();
    }

    private static double of(TrialSpec spec) {
        double beside =
                (Works.isTwoSided(spec.work()) ? BESIDE_TWO : BESIDE_ONE)
                        + number(spec, "warmupSeconds");
        double seconds = number(spec, "seconds");
        if (RateSearch.HIGHEST.equals(spec.parameters().get("rate"))) {
            double flood = beside + RateSearch.floodSeconds(seconds);
            return flood + RATES_OF_A_SEARCH * (beside + seconds);
        }
        return beside + seconds;
    }

    private static double number(TrialSpec spec, String parameter) {
        return Double.parseDouble(spec.parameters().getOrDefault(parameter, "0"));
    }
}
