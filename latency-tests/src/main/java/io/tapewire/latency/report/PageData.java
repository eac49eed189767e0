package io.tapewire.latency.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapewire.latency.compare.Change;
import io.tapewire.latency.compare.Figure;
import io.tapewire.latency.compare.Row;
import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.compare.Unit;
import io.tapewire.latency.stats.Histograms;
import io.tapewire.latency.trial.Trial;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What the page's script draws: figures as text where they are read, as numbers where drawn. */
final class PageData {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double[] PERCENTILES = {50, 99, 99.9, 99.99};

    private PageData() {}

    static ObjectNode of(Report report) {
        ObjectNode page = JSON.createObjectNode();
        page.put("command", report.command());
        page.put("startedAt", report.startedAt());
        page.put("took", String.format(Locale.ROOT, "%.0f s", report.tookSeconds()));
        page.set("environment", JSON.valueToTree(report.environment()));
        page.withObject("/environment").put("every trial", Labels.common(report.trials()));
        page.set("rules", JSON.valueToTree(report.rules()));
        ArrayNode rows = page.putArray("rows");
        report.rows().forEach(row -> rows.add(row(row)));
        ArrayNode changes = page.putArray("changes");
        report.changes().forEach(change -> changes.add(change(change)));
        page.set("unlike", JSON.valueToTree(report.unlike()));
        ArrayNode subjects = page.putArray("subjects");
        List<Subject> all = Subject.of(report.trials());
        MachineGaps machine = MachineGaps.of(all);
        page.put("machineLegend", machine.isKnown() ? MachineGaps.LEGEND : "");
        all.forEach(subject -> subjects.add(subject(subject, machine)));
        ArrayNode failed = page.putArray("failed");
        report.trials().stream()
                .filter(taken -> !taken.isGood())
                .forEach(taken -> failed.add(failed(report, taken)));
        return page;
    }

    private static ObjectNode row(Row row) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", row.name());
        node.put("what", row.what());
        node.put("ours", Figure.of(row.ours(), row.unit()));
        node.put("theirs", row.isRatio() ? Figure.of(row.theirs(), row.unit()) : "");
        node.put("goal", row.goal().text());
        node.put("verdict", row.verdict().text());
        node.put("atMost", row.goal().atMost());
        if (row.isRatio() && !row.values().isEmpty()) {
            node.put("ratio", Figure.ratio(row.spread().median()));
            node.put("median", row.spread().median());
            node.put("low", row.spread().low());
            node.put("high", row.spread().high());
            node.put("bound", Double.isNaN(row.goal().bound()) ? 1 : row.goal().bound());
            if (!Double.isNaN(row.resolution())) {
                node.put("resolution", row.resolution());
            }
            node.put("noDifference", row.isNoDifference());
            node.set("values", JSON.valueToTree(row.values()));
        }
        return node;
    }

    private static ObjectNode change(Change change) {
        ObjectNode node = JSON.createObjectNode();
        node.put("name", change.name());
        node.put("before", RatioTable.number(change.before()));
        node.put("now", RatioTable.number(change.now()));
        double by = change.quotient().median() - 1;
        node.put("by", Double.isNaN(by) ? "" : percent(by));
        node.put("needed", Double.isNaN(change.needed()) ? "" : percent(change.needed()));
        node.put("outcome", change.outcome().text());
        return node;
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * fraction);
    }

    private static ObjectNode subject(Subject subject, MachineGaps machine) {
        ObjectNode node = JSON.createObjectNode();
        node.put("label", subject.label());
        node.put("parameters", Labels.parameters(subject.spec().parameters()));
        node.put("theme", Labels.theme(subject.spec()));
        node.put("runs", subject.runs());
        node.put("good", subject.good().size());
        ObjectNode metrics = JSON.valueToTree(subject.metrics());
        node.set("metrics", metrics);
        ArrayNode hops = node.putArray("hops");
        for (String name : subject.histogramNames()) {
            Histogram histogram = subject.histogram(name);
            if (name.equals("latency")) {
                latency(node, histogram, machine);
            } else if (name.startsWith(Subject.HOP)) {
                hops.addObject()
                        .put("name", name.substring(Subject.HOP.length()))
                        .put("p50", histogram.getValueAtPercentile(50))
                        .put("p99", histogram.getValueAtPercentile(99));
            } else {
                metrics.put(name + " p99.9 ns", histogram.getValueAtPercentile(99.9));
                metrics.put(name + " max ns", histogram.getMaxValue());
            }
        }
        ArrayNode series = node.putArray("series");
        for (Trial.Interval each : subject.intervals()) {
            series.addObject()
                    .put("at", each.fromSeconds())
                    .put("rate", each.count() / each.seconds())
                    .put("p50", each.p50Ns())
                    .put("p99", each.p99Ns())
                    .put("max", each.maxNs());
        }
        return node;
    }

    private static void latency(ObjectNode node, Histogram latency, MachineGaps machine) {
        ArrayNode percentiles = node.putArray("percentiles");
        for (double percentile : PERCENTILES) {
            percentiles.add(machine.figure(latency, percentile));
        }
        percentiles.add(Figure.of(latency.getMaxValue(), Unit.NS));
        ArrayNode curve = node.putArray("curve");
        for (Histograms.Point point : Histograms.curve(latency)) {
            curve.addObject().put("x", point.oneIn()).put("y", point.ns());
        }
    }

    private static ObjectNode failed(Report report, Taken taken) {
        List<Taken> trials = report.trials();
        ObjectNode node = JSON.createObjectNode();
        node.put("number", trials.indexOf(taken) + 1);
        node.put(
                "label",
                new Labels(trials.stream().map(t -> t.trial().spec()).toList())
                        .of(taken.trial().spec()));
        node.put(
                "why",
                taken.discarded().isEmpty()
                        ? taken.trial().failure()
                        : "discarded: " + taken.discarded());
        return node;
    }
}
