package io.tapewire.latency.compare;

import io.tapewire.latency.trial.TrialSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A row of what is compared: two trials and what is taken of each, or trials of one subject alone.
 *
 * @param name short, for {@code --only}
 * @param what in at most 27 characters
 * @param ours measured; several where the worst of them counts
 * @param ourMeasure what is taken of ours
 * @param theirs what it is divided by; null where our value stands alone
 * @param theirMeasure what is taken of theirs
 * @param goal of the ratio, or of our value where that stands alone
 */
public record Comparison(
        String name,
        String what,
        List<TrialSpec> ours,
        Measure ourMeasure,
        TrialSpec theirs,
        Measure theirMeasure,
        Goal goal) {

    static Comparison ratio(
            String name,
            String what,
            TrialSpec ours,
            TrialSpec theirs,
            Measure measure,
            Goal goal) {
        return new Comparison(name, what, List.of(ours), measure, theirs, measure, goal);
    }

    /** Of what one trial measured in turns. */
    static Comparison within(
            String name, String what, TrialSpec ours, Measure above, Measure below, Goal goal) {
        return new Comparison(name, what, List.of(ours), above, ours, below, goal);
    }

    static Comparison alone(
            String name, String what, List<TrialSpec> ours, Measure measure, Goal goal) {
        return new Comparison(name, what, ours, measure, null, measure, goal);
    }

    public boolean isRatio() {
        return theirs != null;
    }

    /** The trials that it takes, ours first. */
    public Set<TrialSpec> specs() {
        Set<TrialSpec> specs = new LinkedHashSet<>(ours);
        if (isRatio()) {
            specs.add(theirs);
        }
        return specs;
    }

    /** Whether both sides are of one trial. */
    boolean isWithin() {
        return ours.get(0).equals(theirs);
    }
}
