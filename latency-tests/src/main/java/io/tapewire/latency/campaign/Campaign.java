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

/** Runs trials in their order, and keeps every one of them. */
public final class Campaign {
    /** Hears of the trials of a run. */
    public interface Listener {
        /**
         * @param done how many ran before it
         */
        void onStart(int done, Slot slot);

        /** After each trial, also one that is discarded. */
        void onTaken(Taken taken);
    }

    // On a machine that disturbs every other trial a run still ends about when it was said to.
    private static final double REPEATED_SHARE = 1.0 / 12;
    private static final int REPEATS_AT_LEAST = 2;

    private final TrialRunner runner;
    private final Disturbance disturbance;
    private final BooleanSupplier isStopped;
    private final SlowCores slowCores = new SlowCores();

    /**
     * @param runner runs one trial
     * @param disturbance what it finds disturbed is discarded, and repeated once: the search for a
     *     rate, the first two others, and as many more as make the run no more than a twelfth
     *     longer
     * @param isStopped whether to start no more
     */
    public Campaign(TrialRunner runner, Disturbance disturbance, BooleanSupplier isStopped) {
        this.runner = runner;
        this.disturbance = disturbance;
        this.isStopped = isStopped;
    }

    /** Runs them all, or those before it is stopped. */
    public List<Taken> run(List<Slot> slots, Listener listener) {
        List<Taken> all = new ArrayList<>();
        double secondsLeft = REPEATED_SHARE * Cost.of(slots);
        int repeats = 0;
        for (int i = 0; i < slots.size() && !isStopped.getAsBoolean(); i++) {
            listener.onStart(i, slots.get(i));
            Taken taken = take(slots.get(i), all, listener);
            if (!taken.discarded().isEmpty() && !isStopped.getAsBoolean()) {
                double seconds = Cost.of(List.of(slots.get(i)));
                // There is one such search in a run, as long as all the others may take together.
                boolean isSearch = RateSearch.isFor(slots.get(i).spec());
                if (isSearch || repeats < REPEATS_AT_LEAST || seconds <= secondsLeft) {
                    take(slots.get(i), all, listener);
                    repeats += isSearch ? 0 : 1;
                    secondsLeft -= isSearch ? 0 : seconds;
                }
            }
        }
        all.replaceAll(slowCores::again);
        return all;
    }

    private Taken take(Slot slot, List<Taken> all, Listener listener) {
        Trial trial = run(slot.spec());
        String disturbed = disturbance.of(trial);
        String slowed = slowCores.reason(trial);
        Taken taken = new Taken(slot.pair(), trial, disturbed.isEmpty() ? slowed : disturbed);
        // A trial in which it was stopped was cut off, which says nothing of what it measured.
        if (!isStopped.getAsBoolean()) {
            all.add(taken);
            listener.onTaken(taken);
        }
        return taken;
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
