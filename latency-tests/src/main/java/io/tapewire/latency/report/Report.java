package io.tapewire.latency.report;

import io.tapewire.latency.compare.Change;
import io.tapewire.latency.compare.Row;
import io.tapewire.latency.compare.Taken;
import java.util.List;
import java.util.Map;

/**
 * A run, whole: what {@code report.json} holds. One that was read may have been cut down to its
 * rows, and then has nothing of the rest.
 *
 * @param command by which it was started
 * @param startedAt ISO-8601
 * @param tookSeconds from start to end
 * @param environment what it ran on, by name
 * @param rules by which it was judged, fixed before it began
 * @param rows of the comparisons, in order; empty where nothing was compared
 * @param changes against a baseline; empty where there was none
 * @param unlike in what that baseline was made otherwise
 * @param trials all of them in their order, also those that failed or were discarded
 */
public record Report(
        String command,
        String startedAt,
        double tookSeconds,
        Map<String, String> environment,
        List<String> rules,
        List<Row> rows,
        List<Change> changes,
        List<String> unlike,
        List<Taken> trials) {
    public Report {
        environment = environment == null ? Map.of() : environment;
        rules = rules == null ? List.of() : rules;
        changes = changes == null ? List.of() : changes;
        unlike = unlike == null ? List.of() : unlike;
        trials = trials == null ? List.of() : trials;
    }
}
