package io.tapewire.latency.campaign;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.latency.trial.TrialSpec;
import io.tapewire.schemas.TapewireException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    // Each end spins, so it uses all of its CPU unless others do.
    private static final double LEAST_OF_A_CPU = 0.9;

    private final TrialRunner runner;
    private final double stealLimitPercent;
    private final BooleanSupplier isStopped;

    /**
     * @param runner runs one trial
     * @param stealLimitPercent a trial during which the hypervisor took more of the CPUs' time is
     *     discarded, and repeated once
     * @param isStopped whether to start no more
     */
    public Campaign(TrialRunner runner, double stealLimitPercent, BooleanSupplier isStopped) {
        this.runner = runner;
        this.stealLimitPercent = stealLimitPercent;
        this.isStopped = isStopped;
    }

    /** Runs them all, or those before it is stopped. */
    public List<Taken> run(List<Slot> slots, Listener listener) {
        List<Taken> all = new ArrayList<>();
        for (int i = 0; i < slots.size() && !isStopped.getAsBoolean(); i++) {
            listener.onStart(i, slots.get(i));
            Taken taken = take(slots.get(i), all, listener);
            if (!taken.discarded().isEmpty() && !isStopped.getAsBoolean()) {
                take(slots.get(i), all, listener);
            }
        }
        return all;
    }

    private Taken take(Slot slot, List<Taken> all, Listener listener) {
        Trial trial = run(slot.spec());
        String discarded = disturbance(trial);
        Taken taken = new Taken(slot.pair(), trial, discarded);
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

    /** What took the CPUs from it, as far as it is known. */
    private String disturbance(Trial trial) {
        double steal = trial.metrics().getOrDefault("stealPercent", 0.0);
        if (steal > stealLimitPercent) {
            return String.format(
                    Locale.ROOT, "the hypervisor took %.1f %% of the CPUs' time", steal);
        }
        // One who naps takes less of a CPU, whoever else runs there.
        if ("nap".equals(trial.spec().parameters().get("idle"))) {
            return "";
        }
        String seconds = trial.spec().parameters().getOrDefault("seconds", "0");
        double spun = LEAST_OF_A_CPU * Double.parseDouble(seconds);
        for (String role : List.of("origin", "far")) {
            double had = trial.metrics().getOrDefault("cpuSeconds." + role, spun);
            if (had < spun) {
                return String.format(
                        Locale.ROOT,
                        "others ran on its CPUs: one end had %.1f of %s s",
                        had,
                        seconds);
            }
        }
        return "";
    }
}
