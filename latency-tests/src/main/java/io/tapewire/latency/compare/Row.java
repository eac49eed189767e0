package io.tapewire.latency.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tapewire.latency.stats.Spread;
import java.util.List;

/**
 * What came of a comparison.
 *
 * @param name of the comparison
 * @param what is compared
 * @param unit of our value and theirs
 * @param isRatio whether two subjects are compared; else our value stands alone
 * @param ours median of our values
 * @param theirs median of theirs; NaN where ours stands alone
 * @param values the ratios of the pairs, in order; or our values, where they stand alone
 * @param spread of the values
 * @param resolution change of the median that the trials of one subject show among themselves; NaN
 *     where a side has one trial, so that nobody knows
 * @param goal of the ratio or value
 * @param verdict what became of the goal
 */
public record Row(
        String name,
        String what,
        Unit unit,
        boolean isRatio,
        double ours,
        double theirs,
        List<Double> values,
        Spread spread,
        double resolution,
        Goal goal,
        Verdict verdict) {

    /** Whether the two sides cannot be told apart by these trials. */
    @JsonIgnore
    public boolean isNoDifference() {
        return isRatio
                && (spread.low() <= 1 && spread.high() >= 1
                        || Math.abs(Math.log(spread.median())) <= Math.log1p(resolution));
    }
}
