package io.tapewire.latency.report;

import io.tapewire.latency.compare.Figure;
import io.tapewire.latency.compare.Unit;
import io.tapewire.latency.stats.Histograms;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What was measured, for a terminal of 80 columns. */
public final class LatencyTable {
    private static final String LATENCY = "%-30s %8s %8s %8s %8s %8s %s";
    private static final String HOPS = "%-30s %9s %9s %9s %9s %9s";
    private static final List<String> HOP_NAMES =
            List.of("sealed", "offered", "received", "delivered", "journaled");
    private static final String RATES = "%-30s %9s %9s %8s %7s %7s %s";
    private static final double NS = 1e9;
    private static final int NAME = 30;

    private LatencyTable() {}

    /** The lines of the tables: latency, hops, rates, what it cost, and what failed. */
    public static List<String> lines(List<Subject> subjects) {
        List<String> lines = new ArrayList<>();
        List<Subject> timed =
                subjects.stream().filter(s -> s.histogramNames().contains("latency")).toList();
        if (!timed.isEmpty()) {
            lines.add(line(LATENCY, "latency", "p50", "p99", "p99.9", "p99.99", "max", ""));
            MachineGaps machine = MachineGaps.of(subjects);
            timed.forEach(subject -> lines.add(latency(subject, machine)));
            if (machine.isKnown()) {
                lines.add(MachineGaps.LEGEND);
            }
            lines.add("");
        }
        List<Subject> stamped = subjects.stream().filter(Subject::hasHops).toList();
        if (!stamped.isEmpty()) {
            lines.add(line(HOPS, row("where the time goes: p50 until", HOP_NAMES)));
            stamped.forEach(subject -> lines.add(line(HOPS, row(name(subject), hops(subject)))));
            lines.add("");
        }
        List<Subject> rated =
                subjects.stream().filter(s -> s.metrics().containsKey("tradesPerSecond")).toList();
        if (!rated.isEmpty()) {
            lines.add(line(RATES, "", "trades/s", "bytes/s", "dgrams/s", "each", "each", ""));
            lines.add(line(RATES, "throughput", "", "", "", "origin", "far", ""));
            rated.forEach(subject -> lines.add(rates(subject)));
            lines.add("");
            lines.add(line(RATES, "", "CPU", "CPU", "RSS", "RSS", "alloc/", ""));
            lines.add(line(RATES, "cost", "origin", "far end", "origin", "far", "trade", ""));
            rated.forEach(subject -> lines.add(cost(subject)));
        }
        for (Subject subject : subjects) {
            subject.reasons().forEach(why -> lines.add("FAIL " + subject.label() + ": " + why));
        }
        return lines;
    }

    private static String latency(Subject subject, MachineGaps machine) {
        Histogram latency = subject.histogram("latency");
        return line(
                LATENCY,
                name(subject),
                machine.figure(latency, 50),
                machine.figure(latency, 99),
                machine.figure(latency, 99.9),
                machine.figure(latency, 99.99),
                time(latency.getMaxValue()),
                mark(subject));
    }

    /** Of each hop the median. */
    private static List<String> hops(Subject subject) {
        List<String> medians = new ArrayList<>();
        for (String name : subject.histogramNames()) {
            if (name.startsWith(Subject.HOP)) {
                medians.add(time(Histograms.percentile(subject.histogram(name), 50)));
            }
        }
        return medians;
    }

    private static Object[] row(String name, List<String> cells) {
        List<String> row = new ArrayList<>(List.of(name));
        row.addAll(cells);
        row.addAll(Collections.nCopies(HOP_NAMES.size() - cells.size(), ""));
        return row.toArray();
    }

    private static String rates(Subject subject) {
        Map<String, Double> metrics = subject.metrics();
        return line(
                RATES,
                name(subject),
                figure(metrics, "tradesPerSecond", Unit.PER_SECOND),
                figure(metrics, "bytesPerSecond", Unit.BYTES_PER_SECOND),
                figure(metrics, "datagramsPerSecond", Unit.PER_SECOND),
                figure(
                        metrics,
                        metrics.containsKey("nsPerTrade") ? "nsPerTrade" : "nsPerTrade.origin",
                        Unit.NS),
                figure(metrics, "nsPerTrade.far", Unit.NS),
                mark(subject));
    }

    private static String cost(Subject subject) {
        Map<String, Double> metrics = subject.metrics();
        double allocated =
                Math.max(
                        metrics.getOrDefault("allocatedBytesPerTrade.origin", Double.NaN),
                        metrics.getOrDefault("allocatedBytesPerTrade.far", Double.NaN));
        double alone = metrics.getOrDefault("allocatedBytesPerTrade", allocated);
        return line(
                RATES,
                name(subject),
                time(metrics.getOrDefault("cpuSeconds.origin", Double.NaN) * NS),
                time(metrics.getOrDefault("cpuSeconds.far", Double.NaN) * NS),
                figure(metrics, "rssBytes.origin", Unit.BYTES),
                figure(metrics, "rssBytes.far", Unit.BYTES),
                Figure.of(alone, Unit.BYTES),
                mark(subject));
    }

    private static String figure(Map<String, Double> metrics, String name, Unit unit) {
        return Figure.of(metrics.getOrDefault(name, Double.NaN), unit);
    }

    private static String time(double ns) {
        return Figure.of(ns, Unit.NS);
    }

    private static String name(Subject subject) {
        String label = subject.label().replaceFirst("^tapewire ", "");
        return label.substring(0, Math.min(label.length(), NAME));
    }

    private static String mark(Subject subject) {
        return subject.isFailed() ? "FAIL" : "";
    }

    private static String line(String form, Object... cells) {
        return String.format(Locale.ROOT, form, cells).stripTrailing();
    }
}
