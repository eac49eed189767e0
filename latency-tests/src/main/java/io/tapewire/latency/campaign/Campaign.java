package io.tapewire.latency.campaign;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.schemas.TapewireException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Runs trials in their order, and keeps every one that it ran. */
public final class Campaign {
    /** Hears of the trials of a run. */
    public interface Listener {
        /**
         * @param before how many come before it
         * @param secondsLeft how long it will take until all are done, if none is left out
         */
        void onStart(int before, Slot slot, double secondsLeft);

        /** After each trial, also one that is discarded. */
        void onTaken(Taken taken);

        /**
         * In place of running it.
         *
         * @param before how many come before it
         */
        void onLeftOut(int before, Slot slot);
    }

    /** Nothing is left out. */
    public static final int ALL_ROUNDS = Integer.MAX_VALUE;

    private static final int REPEATS_AT_LEAST = 2;

    private final TrialRunner runner;
    private final Disturbance disturbance;
    private final BooleanSupplier isStopped;
    private final LongSupplier clockNs;
    private final SlowCores slowCores = new SlowCores();

    /**
     * @param runner runs one trial
     * @param disturbance what it finds disturbed is discarded, and repeated once: the first two,
     *     and as many more as there is time for
     * @param isStopped whether to start no more
     * @param clockNs tells how long trials take
     */
    public Campaign(
            TrialRunner runner,
            Disturbance disturbance,
            BooleanSupplier isStopped,
            LongSupplier clockNs) {
        this.runner = runner;
        this.disturbance = disturbance;
        this.isStopped = isStopped;
        this.clockNs = clockNs;
    }

    /**
     * Runs them, or those before it is stopped.
     *
     * @param roundsAtLeast what comes in later ones is left out where the run is behind its plan,
     *     so that it ends about when it was said to on a slow machine as well
     */
    public List<Taken> run(List<Slot> slots, int roundsAtLeast, Listener listener) {
        List<Taken> all = new ArrayList<>();
        Pace pace = new Pace(slots, clockNs);
        int repeats = 0;
        boolean isLeftOut = false;
        for (int i = 0; i < slots.size() && !isStopped.getAsBoolean(); i++) {
            Slot slot = slots.get(i);
            List<Slot> left = slots.subList(i, slots.size());
            // What is compared runs in a row, then back in the next round: left out together.
            if (i == 0 || slots.get(i - 1).pair() != slot.pair()) {
                isLeftOut = slot.pair() >= roundsAtLeast && !pace.hasTimeFor(left);
            }
            if (isLeftOut) {
                listener.onLeftOut(i, slot);
                continue;
            }
            listener.onStart(i, slot, pace.secondsFor(left));
            // What is left, once it is to run again, begins with it as before.
            if (!take(slot, pace, all, listener)
                    && (repeats < REPEATS_AT_LEAST || pace.hasTimeFor(left))) {
                repeats++;
                take(slot, pace, all, listener);
            }
        }
        all.replaceAll(slowCores::again);
        return all;
    }

    /** Whether nothing disturbed it, or the run was stopped. */
    private boolean take(Slot slot, Pace pace, List<Taken> all, Listener listener) {
        Trial trial = run(slot.spec());
        pace.onDone(slot);
        // A trial in which it was stopped was cut off, which says nothing of what it measured.
        if (isStopped.getAsBoolean()) {
            return true;
        }
        String disturbed = disturbance.of(trial);
        String slowed = slowCores.reason(trial);
        Taken taken = new Taken(slot.pair(), trial, disturbed.isEmpty() ? slowed : disturbed);
        all.add(taken);
        listener.onTaken(taken);
        return taken.discarded().isEmpty();
    }

    // One that cannot be run, as on a full disk, must not cost those that ran.
    private Trial run(TrialSpec spec) {
        try {
            return runner.run(spec);
        } catch (TapewireException | UncheckedIOException e) {
            return new Trial(spec, e.getMessage(), Map.of(), Map.of(), List.of());
        }
    }
}
