package io.tapewire.latency.compare;

import io.tapewire.latency.compare.Change.Outcome;
import io.tapewire.latency.stats.Spread;
import io.tapewire.latency.stats.Statistics;
import io.tapewire.schemas.TapewireException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares a run with an earlier one: ratios with ratios, since a machine's own speed changes from
 * day to day and divides out of them. Of memory, allocation and collections, which are one value a
 * run, it asks only whether they keep their goal, and differ by more than a twentieth.
 */
public final class Against {
    /** The rule, as it stands in each report. */
    public static final String RULE =
            "A row is better or worse than the baseline's where the 95 % interval of the quotient"
                    + " of both medians leaves out 1, and the medians differ by more than 3 % and by"
                    + " more than twice what trials of the same thing differ by in both runs together."
                    + " Twice, because some twenty rows are looked at at once. What is no ratio has no"
                    + " such interval: memory, allocation and collections are better or worse where"
                    + " only one of both runs keeps their goal, and they differ by more than 5 %,"
                    + " and times or rates are never compared,"
                    + " since they change with the machine.";

    private static final int FEWEST_PAIRS = 3;
    private static final double LEAST = 0.03;
    // Memory differs by as much from run to run.
    private static final double LEAST_OF_ONE_VALUE = 0.05;
    // Simulated with four pairs and noise of 1.5 %: at 1.5 one unchanged build in ten was called
    // worse or better, at 2 one in fifty; a tenth slower is noticed nine times of ten.
    private static final double MANY_ROWS = 2;

    private Against() {}

    /**
     * The rows of an earlier report that can be compared with a run; looked for before it starts.
     *
     * @param report where they were read, for the sentence
     * @throws TapewireException in one sentence where there is none
     */
    public static List<Row> inCommon(Path report, List<Row> rows, List<Comparison> comparisons) {
        Set<String> names = comparisons.stream().map(Comparison::name).collect(Collectors.toSet());
        List<Row> common = rows.stream().filter(row -> names.contains(row.name())).toList();
        if (common.isEmpty()) {
            throw new TapewireException(
                    report
                            + " has none of the comparisons to run: give --only some that it has, or"
                            + " another report.");
        }
        return common;
    }

    /** The rows that both have. */
    public static List<Change> changes(List<Row> baseline, List<Row> rows) {
        List<Change> changes = new ArrayList<>();
        for (Row now : rows) {
            baseline.stream()
                    .filter(before -> before.name().equals(now.name()))
                    .findFirst()
                    .ifPresent(before -> changes.add(change(before, now)));
        }
        return changes;
    }

    private static Change change(Row before, Row now) {
        if (!now.isRatio()) {
            return changed(before, now, Spread.NONE, Double.NaN, byGoal(before, now));
        }
        double needed =
                Math.max(LEAST, MANY_ROWS * Math.hypot(before.resolution(), now.resolution()));
        int fewest = Math.min(before.values().size(), now.values().size());
        if (fewest < FEWEST_PAIRS || Double.isNaN(needed)) {
            return changed(before, now, Spread.NONE, needed, Outcome.NOT_COMPARED);
        }
        Spread quotient = Statistics.quotient(now.values(), before.values());
        boolean certain = quotient.low() > 1 || quotient.high() < 1;
        boolean large = Math.abs(Math.log(quotient.median())) > Math.log1p(needed);
        Outcome outcome =
                !certain || !large
                        ? Outcome.NO_DIFFERENCE
                        : quotient.median() < 1 == now.goal().atMost()
                                ? Outcome.BETTER
                                : Outcome.WORSE;
        return changed(before, now, quotient, needed, outcome);
    }

    // Of one value, such as the worst of several trials, nobody knows how much is noise.
    private static Outcome byGoal(Row before, Row now) {
        if (before.values().isEmpty() || now.values().isEmpty() || now.unit().drifts()) {
            return Outcome.NOT_COMPARED;
        }
        double was = before.spread().median();
        double is = now.spread().median();
        if (Math.abs(is - was) <= LEAST_OF_ONE_VALUE * was) {
            return Outcome.NO_DIFFERENCE;
        }
        boolean held = now.goal().holds(was);
        boolean holds = now.goal().holds(is);
        return held == holds ? Outcome.NO_DIFFERENCE : holds ? Outcome.BETTER : Outcome.WORSE;
    }

    private static Change changed(
            Row before, Row now, Spread quotient, double needed, Outcome outcome) {
        return new Change(
                now.name(),
                before.spread().median(),
                now.spread().median(),
                quotient,
                needed,
                outcome);
    }
}
