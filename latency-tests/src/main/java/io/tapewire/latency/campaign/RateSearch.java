package io.tapewire.latency.campaign;

import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.latency.trial.TrialSpec;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Finds the highest rate that a trial sustains: from nine tenths of what the same work does as fast
 * as it can, down by fifths, or to what came of the rate before where that is less, until one
 * passes; for a few seconds first, and from there for as long as it is to. A trial asks for it by
 * the rate {@link #HIGHEST}; others are passed on.
 */
public final class RateSearch implements TrialRunner {
    /** In place of a rate. */
    public static final String HIGHEST = "highest";

    /** For which a rate is tried first that is to be sustained for longer. */
    static final int SCOUT_SECONDS = 4;

    private static final String RATE = "rate";
    private static final String SECONDS = "seconds";
    private static final String CAME = "tradesPerSecond";
    private static final String DISK_FULL = "journalRefused";
    // Of a trade in full frames of MTU 1408.
    private static final double JOURNALED_BYTES = 42.7;
    private static final double STEP = 0.8;
    private static final double FIRST_STEP = 0.9;
    private static final int MOST_STEPS = 16;
    // For a rate to start from, however long one is to be sustained.
    private static final double MOST_FLOOD_SECONDS = 2;

    private final TrialRunner runner;
    private final BooleanSupplier isStopped;

    /**
     * @param runner runs one trial
     * @param isStopped whether to start no more; what comes out then says nothing
     */
    public RateSearch(TrialRunner runner, BooleanSupplier isStopped) {
        this.runner = runner;
        this.isStopped = isStopped;
    }

    static boolean isFor(TrialSpec spec) {
        return HIGHEST.equals(spec.parameters().get(RATE));
    }

    static double floodSeconds(double seconds) {
        return Math.min(seconds, MOST_FLOOD_SECONDS);
    }

    @Override
    public Trial run(TrialSpec spec) {
        return isFor(spec) ? search(spec) : runner.run(spec);
    }

    private Trial search(TrialSpec spec) {
        Map<String, String> parameters = new HashMap<>(spec.parameters());
        parameters.remove(RATE);
        parameters.computeIfPresent(
                SECONDS, (name, text) -> String.valueOf(floodSeconds(Double.parseDouble(text))));
        Trial flood = runner.run(new TrialSpec(spec.subject(), "flood", parameters));
        double most = flood.metrics().getOrDefault(CAME, 0.0);
        if (flood.isFailed() || most <= 0) {
            return as(spec, flood, "no maximum to start from: " + flood.failure());
        }
        Trial start = flood;
        double rate = FIRST_STEP * most;
        if (isScouted(spec)) {
            start = highest(spec.with(SECONDS, SCOUT_SECONDS), rate, flood);
            if (start.isFailed()) {
                return as(spec, start, start.failure());
            }
            rate = Double.parseDouble(start.spec().parameters().get(RATE));
        }
        Trial found = highest(spec, rate, start);
        return as(spec, found, found.failure());
    }

    /** Whether rates are tried for a moment first: what fails then does for longer. */
    static boolean isScouted(TrialSpec spec) {
        return Double.parseDouble(spec.parameters().getOrDefault(SECONDS, "0")) > SCOUT_SECONDS;
    }

    private Trial highest(TrialSpec spec, double first, Trial before) {
        Trial trial = before;
        double rate = first;
        for (int step = 0; step < MOST_STEPS && !isStopped.getAsBoolean(); step++) {
            rate = step == 0 ? first : below(rate, trial);
            trial = runner.run(spec.with(RATE, Math.round(rate)));
            if (!trial.isFailed()) {
                return trial;
            }
            if (trial.metrics().containsKey(DISK_FULL)) {
                // A rate that fits the disk is none that is sustained.
                return as(spec, trial, trial.failure() + needed(trial, rate));
            }
        }
        return as(
                spec,
                trial,
                String.format(
                        Locale.ROOT,
                        "no rate is sustained, down to %,.0f trades/s: %s",
                        rate,
                        trial.failure()));
    }

    private static String needed(Trial trial, double rate) {
        double seconds = Double.parseDouble(trial.spec().parameters().getOrDefault(SECONDS, "0"));
        return String.format(
                Locale.ROOT,
                " At %,.0f trades/s a journal grows by %.1f GB in %.0f s: free as much, or name"
                        + " another disk by --journal-dir.",
                rate,
                rate * JOURNALED_BYTES * seconds / 1e9,
                seconds);
    }

    private static double below(double rate, Trial failed) {
        double came = failed.metrics().getOrDefault(CAME, 0.0);
        return came > 0 ? Math.min(STEP * rate, came) : STEP * rate;
    }

    private static Trial as(TrialSpec spec, Trial trial, String failure) {
        return new Trial(spec, failure, trial.metrics(), trial.histograms(), trial.intervals());
    }
}
