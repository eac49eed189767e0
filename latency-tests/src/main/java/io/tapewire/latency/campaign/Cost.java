package io.tapewire.latency.campaign;

import io.tapewire.latency.trial.TrialSpec;
import java.util.List;

/** How long trials are expected to take. */
public final class Cost {
    // To start the JVMs, connect, and end.
    private static final double START_SECONDS = 2;
    // A search: the flood, and so many rates.
    private static final int TRIALS_OF_A_SEARCH = 4;

    private Cost() {}

    /** In seconds. */
    public static double of(List<Slot> slots) {
        return slots.stream().mapToDouble(slot -> of(slot.spec())).sum();
    }

    private static double of(TrialSpec spec) {
        double each = START_SECONDS + number(spec, "warmupSeconds") + number(spec, "seconds");
        boolean search = RateSearch.HIGHEST.equals(spec.parameters().get("rate"));
        return each * (search ? TRIALS_OF_A_SEARCH : Math.max(1, number(spec, "jvms")));
    }

    private static double number(TrialSpec spec, String parameter) {
        return Double.parseDouble(spec.parameters().getOrDefault(parameter, "0"));
    }
}
