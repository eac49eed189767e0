package io.tapewire.latency.report;

import io.tapewire.latency.compare.Change;
import io.tapewire.latency.compare.Figure;
import io.tapewire.latency.compare.Row;
import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.compare.Unit;
import io.tapewire.latency.compare.Verdict;
import io.tapewire.latency.stats.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was compared, for a terminal of 80 columns. */
public final class RatioTable {
    private static final String LINE = "%-27s %9s %9s %6s %9s %7s %s";

    private RatioTable() {}

    /** The lines of the table. */
    public static List<String> lines(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(line("ours / theirs", "ours", "theirs", "ratio", "interval", "goal", "verdict"));
        rows.forEach(row -> lines.add(line(row)));
        if (rows.stream().anyMatch(Row::isNoDifference)) {
            lines.add("≈ no difference: trials of the same thing differ as much");
        }
        if (rows.stream().anyMatch(row -> row.verdict() == Verdict.UNCLEAR)) {
            lines.add("unclear: on both sides of the goal, or of few pairs; --pairs takes more");
        }
        return lines;
    }

    /** The lines of trials that failed, and so count in no row; each once. */
    public static List<String> failures(List<Taken> trials) {
        Labels labels = new Labels(trials.stream().map(taken -> taken.trial().spec()).toList());
        return trials.stream()
                .filter(taken -> taken.discarded().isEmpty() && taken.trial().isFailed())
                .map(Taken::trial)
                .map(trial -> "FAIL " + labels.of(trial.spec()) + ": " + trial.failure())
                .distinct()
                .toList();
    }

    private static String line(Row row) {
        boolean known = row.isRatio() && !row.values().isEmpty();
        return line(
                row.what(),
                Figure.of(row.ours(), row.unit()),
                row.isRatio() ? Figure.of(row.theirs(), row.unit()) : "",
                known ? ratio(row) : "",
                known ? interval(row.spread()) : "",
                row.goal().text(),
                row.verdict().text());
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, LINE, cells).stripTrailing();
    }

    private static String ratio(Row row) {
        return (row.isNoDifference() ? "≈" : "") + Figure.ratio(row.spread().median());
    }

    private static String interval(Spread spread) {
        return shorter(spread.low()) + "-" + shorter(spread.high());
    }

    private static String shorter(double ratio) {
        return String.format(
                Locale.ROOT, ratio < 10 ? "%.2f" : ratio < 100 ? "%.1f" : "%.0f", ratio);
    }

    /** The lines of what changed against a baseline. */
    public static List<String> changes(List<Change> changes) {
        List<String> lines = new ArrayList<>();
        String form = "%-16s %10s %10s %9s %13s  %s";
        lines.add(form.formatted("against baseline", "before", "now", "change", "counts from", ""));
        for (Change change : changes) {
            double by = change.quotient().median() - 1;
            lines.add(
                    String.format(
                            Locale.ROOT,
                            form,
                            change.name(),
                            number(change.before()),
                            number(change.now()),
                            Double.isNaN(by)
                                    ? ""
                                    : String.format(Locale.ROOT, "%+.1f %%", by * 100),
                            Double.isNaN(change.needed())
                                    ? ""
                                    : String.format(Locale.ROOT, "%.1f %%", change.needed() * 100),
                            change.outcome().text()));
        }
        return lines.stream().map(String::stripTrailing).toList();
    }

    static String number(double value) {
        return value >= 1000 ? Figure.of(value, Unit.COUNT) : Figure.ratio(value);
    }
}
