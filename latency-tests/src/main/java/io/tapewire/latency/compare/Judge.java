package io.tapewire.latency.compare;

import io.tapewire.latency.stats.Spread;
import io.tapewire.latency.stats.Statistics;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes rows of trials. */
public final class Judge {
    // Fewer have no interval worth the name.
    private static final int FEWEST_PAIRS = 3;

    private final Set<TrialSpec> tried;
    private final List<Taken> good;
    private final Set<TrialSpec> once;

    /**
     * @param taken all trials of the run
     * @param once those that run once a run, and so belong to every pair
     */
    public Judge(List<Taken> taken, Set<TrialSpec> once) {
        this.once = once;
        tried = taken.stream().map(one -> one.trial().spec()).collect(Collectors.toSet());
        good = taken.stream().filter(Taken::isGood).toList();
    }

    /** What came of a comparison. */
    public Row row(Comparison comparison) {
        return comparison.isRatio() ? ratio(comparison) : alone(comparison);
    }

    private Row ratio(Comparison comparison) {
        List<Taken> ours = of(comparison.ours().get(0));
        List<Taken> theirs = of(comparison.theirs());
        Measure above = comparison.ourMeasure();
        Measure below = comparison.theirMeasure();
        List<Double> ratios =
                pairs(comparison, ours, theirs).stream()
                        .map(pair -> above.of(pair.above()) / below.of(pair.below()))
                        .filter(ratio -> !ratio.isNaN())
                        .toList();
        List<Double> controls = new ArrayList<>();
        if (comparison.isWithin()) {
            controls.addAll(controls(ours, above.dividedBy(below)));
        } else {
            controls.addAll(controls(ours, above));
            controls.addAll(controls(theirs, below));
        }
        boolean oneAlone = ours.size() == 1 || theirs.size() == 1;
        double resolution = oneAlone ? Double.NaN : Statistics.resolution(controls, ratios.size());
        return row(comparison, values(ours, above), values(theirs, below), ratios, resolution);
    }

    private Row alone(Comparison comparison) {
        List<Double> values = new ArrayList<>();
        for (TrialSpec spec : comparison.ours()) {
            values.addAll(values(of(spec), comparison.ourMeasure()));
        }
        // Several trials of different work have no middle: the worst of them counts.
        if (comparison.ours().size() > 1 && !values.isEmpty()) {
            Stream<Double> all = values.stream();
            values =
                    List.of(
                            (comparison.goal().atMost()
                                            ? all.max(Double::compare)
                                            : all.min(Double::compare))
                                    .orElseThrow());
        }
        return row(comparison, values, List.of(), values, 0);
    }

    private Row row(
            Comparison comparison,
            List<Double> ours,
            List<Double> theirs,
            List<Double> values,
            double resolution) {
        Spread spread = values.isEmpty() ? Spread.NONE : Statistics.spread(values);
        return new Row(
                comparison.name(),
                comparison.what(),
                comparison.ourMeasure().unit(),
                comparison.isRatio(),
                Statistics.median(ours),
                Statistics.median(theirs),
                values,
                spread,
                resolution,
                comparison.goal(),
                values.isEmpty() ? unmeasured(comparison) : verdict(comparison, spread, values));
    }

    private Verdict unmeasured(Comparison comparison) {
        boolean areTried =
                tried.containsAll(comparison.ours())
                        && (!comparison.isRatio() || tried.contains(comparison.theirs()));
        return areTried ? Verdict.FAILED : Verdict.NOT_RUN;
    }

    private static Verdict verdict(Comparison comparison, Spread spread, List<Double> values) {
        Goal goal = comparison.goal();
        if (Double.isNaN(goal.bound())) {
            return Verdict.NONE;
        }
        if (comparison.isRatio() && values.size() < FEWEST_PAIRS) {
            return Verdict.UNCLEAR;
        }
        boolean low = goal.holds(spread.low());
        boolean high = goal.holds(spread.high());
        return low && high ? Verdict.MET : low || high ? Verdict.UNCLEAR : Verdict.MISSED;
    }

    private List<Taken> of(TrialSpec spec) {
        return good.stream().filter(taken -> taken.trial().spec().equals(spec)).toList();
    }

    private List<Pairing.Pair> pairs(Comparison comparison, List<Taken> ours, List<Taken> theirs) {
        if (comparison.isWithin()) {
            return ours.stream().map(one -> new Pairing.Pair(one, one)).toList();
        }
        if (once.contains(comparison.ours().get(0)) && !ours.isEmpty()) {
            return theirs.stream().map(one -> new Pairing.Pair(ours.get(0), one)).toList();
        }
        if (once.contains(comparison.theirs()) && !theirs.isEmpty()) {
            return ours.stream().map(one -> new Pairing.Pair(one, theirs.get(0))).toList();
        }
        return Pairing.of(ours, theirs);
    }

    private static List<Double> values(List<Taken> taken, Measure measure) {
        return taken.stream().map(measure::of).filter(value -> !value.isNaN()).toList();
    }

    // Each trial against the last of the same subject that was like it.
    private static List<Double> controls(List<Taken> taken, Measure measure) {
        List<Double> controls = new ArrayList<>();
        for (int i = 1; i < taken.size(); i++) {
            for (int before = i - 1; before >= 0; before--) {
                if (Pairing.isLike(taken.get(i), taken.get(before))) {
                    controls.add(measure.of(taken.get(i)) / measure.of(taken.get(before)));
                    break;
                }
            }
        }
        controls.removeIf(control -> control.isNaN());
        return controls;
    }
}
