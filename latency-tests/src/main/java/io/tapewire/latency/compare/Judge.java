package io.tapewire.latency.compare;

import io.tapewire.latency.stats.Spread;
import io.tapewire.latency.stats.Statistics;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes rows of trials. */
public final class Judge {
    /** Fewer have no interval worth the name. */
    public static final int FEWEST_PAIRS = 3;

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
        Measure ofOurs = comparison.ourMeasure();
        Measure ofTheirs = comparison.theirMeasure();
        List<Taken> ours = measured(comparison.ours().get(0), ofOurs);
        List<Taken> theirs = measured(comparison.theirs(), ofTheirs);
        List<Pairing.Pair> pairs = pairs(comparison, ours, theirs);
        List<Double> ratios =
                pairs.stream()
                        .map(pair -> ofOurs.of(pair.ours()) / ofTheirs.of(pair.theirs()))
                        .toList();
        List<Double> controls = new ArrayList<>();
        if (comparison.isWithin()) {
            controls.addAll(controls(ours, ofOurs.dividedBy(ofTheirs)));
        } else {
            controls.addAll(controls(ours, ofOurs));
            controls.addAll(controls(theirs, ofTheirs));
            controls.addAll(controls(pairs, ratios));
        }
        boolean unknown = ours.size() == 1 || theirs.size() == 1 || controls.isEmpty();
        return row(
                comparison,
                pairs.stream().map(Pairing.Pair::ours).distinct().map(ofOurs::of).toList(),
                pairs.stream().map(Pairing.Pair::theirs).distinct().map(ofTheirs::of).toList(),
                ratios,
                unknown ? Double.NaN : Statistics.resolution(controls, ratios.size()));
    }

    private Row alone(Comparison comparison) {
        Measure measure = comparison.ourMeasure();
        List<Double> all = new ArrayList<>();
        for (TrialSpec spec : comparison.ours()) {
            List<Taken> one = measured(spec, measure);
            if (one.isEmpty()) {
                // The worst may have been there.
                return row(comparison, List.of(), List.of(), List.of(), 0);
            }
            one.forEach(taken -> all.add(measure.of(taken)));
        }
        List<Double> values = all;
        // Several trials of different work have no middle: the worst of them counts.
        if (comparison.ours().size() > 1 && !all.isEmpty()) {
            boolean atMost = comparison.goal().atMost();
            values = List.of(atMost ? Collections.max(all) : Collections.min(all));
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
        if (comparison.isRatio()
                && !measured(comparison.ours().get(0), comparison.ourMeasure()).isEmpty()
                && !measured(comparison.theirs(), comparison.theirMeasure()).isEmpty()) {
            return Verdict.UNCLEAR;
        }
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

    private List<Taken> measured(TrialSpec spec, Measure measure) {
        return good.stream()
                .filter(taken -> taken.trial().spec().equals(spec))
                .filter(taken -> !Double.isNaN(measure.of(taken)))
                .toList();
    }

    private List<Pairing.Pair> pairs(Comparison comparison, List<Taken> ours, List<Taken> theirs) {
        if (comparison.isWithin()) {
            return ours.stream()
                    .filter(theirs::contains)
                    .map(one -> new Pairing.Pair(one, one))
                    .toList();
        }
        if (once.contains(comparison.ours().get(0)) && !ours.isEmpty()) {
            return theirs.stream().map(one -> new Pairing.Pair(ours.get(0), one)).toList();
        }
        if (once.contains(comparison.theirs()) && !theirs.isEmpty()) {
            return ours.stream().map(one -> new Pairing.Pair(one, theirs.get(0))).toList();
        }
        return Pairing.of(ours, theirs);
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
        return controls;
    }

    // What the CPUs' distance makes of a ratio is no change of what is compared.
    private static List<Double> controls(List<Pairing.Pair> pairs, List<Double> ratios) {
        List<Double> controls = new ArrayList<>();
        for (int i = 1; i < ratios.size(); i++) {
            if (!pairs.get(i).isLike(pairs.get(i - 1))) {
                controls.add(ratios.get(i) / ratios.get(i - 1));
            }
        }
        return controls;
    }
}
