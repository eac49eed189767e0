package io.tapewire.latency.campaign;

import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.latency.work.Works;
import java.util.List;

/** How long trials are expected to take. */
public final class Cost {
    // Measured: to start the JVM and to end; with two to connect, and to settle; to have pages in
    // use, and to let the host take them back.
    private static final double BESIDE_ONE = 1.3;
    private static final double BESIDE_TWO = 3.5;
    private static final double TO_USE_A_MIB = 0.008;
    // About so many are tried until one is sustained: for moments, and from there for long.
    private static final int RATES_OF_A_SEARCH = 3;
    private static final int RATES_ONCE_SCOUTED = 2;

    private Cost() {}

    /** In seconds. */
    public static double of(List<Slot> slots) {
        return slots.stream().mapToDouble(Cost::of).sum();
    }

    static double of(Slot slot) {
        TrialSpec spec = slot.spec();
        double beside =
                (Works.isTwoSided(spec.work()) ? BESIDE_TWO : BESIDE_ONE)
                        + number(spec, "warmupSeconds")
                        + TO_USE_A_MIB * number(spec, "usedPagesMib");
        double seconds = number(spec, "seconds");
        if (RateSearch.isFor(spec)) {
            double flood = beside + RateSearch.floodSeconds(seconds);
            double moment = Math.min(seconds, RateSearch.SCOUT_SECONDS);
            double scouting = flood + RATES_OF_A_SEARCH * (beside + moment);
            return RateSearch.isScouted(spec)
                    ? scouting + RATES_ONCE_SCOUTED * (beside + seconds)
                    : scouting;
        }
        return beside + seconds;
    }

    private static double number(TrialSpec spec, String parameter) {
        return Double.parseDouble(spec.parameters().getOrDefault(parameter, "0"));
    }
}
