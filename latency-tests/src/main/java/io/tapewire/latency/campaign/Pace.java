package io.tapewire.latency.campaign;

import java.util.List;
import java.util.function.LongSupplier;

/** Whether a run ends when it was said to, by how long its trials took until now. */
final class Pace {
    // Estimates are right on average only, and repeats are in no plan.
    private static final double MOST = 1 + 1.0 / 12;
    private static final double NS_PER_SECOND = 1e9;

    private final LongSupplier clockNs;
    private final long startNs;
    private final double mostSeconds;
    private double doneAtSeconds;
    private double expectedSeconds;
    private double tookSeconds;

    /**
     * @param plan what is to run, from now on
     */
    Pace(List<Slot> plan, LongSupplier clockNs) {
        this.clockNs = clockNs;
        startNs = clockNs.getAsLong();
        mostSeconds = MOST * Cost.of(plan);
    }

    /** After each trial. */
    void onDone(Slot slot) {
        double nowSeconds = elapsedSeconds();
        // One more rate to search does not tell how fast the machine is.
        if (!RateSearch.isFor(slot.spec())) {
            expectedSeconds += Cost.of(slot);
            tookSeconds += nowSeconds - doneAtSeconds;
        }
        doneAtSeconds = nowSeconds;
    }

    /** How long they will take: as much longer than expected as those that ran. */
    double secondsFor(List<Slot> slots) {
        double expected = Cost.of(slots);
        return expectedSeconds == 0 ? expected : expected * tookSeconds / expectedSeconds;
    }

    /** Whether the run ends in time, or a twelfth later, where these are all that it still does. */
    boolean hasTimeFor(List<Slot> slots) {
        return elapsedSeconds() + secondsFor(slots) <= mostSeconds;
    }

    private double elapsedSeconds() {
        return (clockNs.getAsLong() - startNs) / NS_PER_SECOND;
    }
}
