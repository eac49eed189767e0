package io.tapewire.latency.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.latency.stats.Histograms;
import io.tapewire.latency.trial.Trial;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Histograms for the tools of HdrHistogram: of each subject one {@code .hlog} with a line a trial
 * and histogram, tagged with its name, and for each histogram a {@code .hgrm} in µs.
 */
final class HistogramFiles {
    private static final int TICKS_PER_HALF = 5;
    private static final double NS_PER_US = 1_000;

    private HistogramFiles() {}

    /** Deletes those of an earlier report, and nothing else. */
    static void deleteAll(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) {
            return;
        }
        try (DirectoryStream<Path> old = Files.newDirectoryStream(dir, "*.{hlog,hgrm}")) {
            for (Path file : old) {
                Files.delete(file);
            }
        }
    }

    static void write(Subject subject, Path dir) throws IOException {
        if (subject.histogramNames().isEmpty()) {
            return;
        }
        Files.createDirectories(dir);
        String name = fileName(subject.label() + (subject.isFailed() ? " FAILED" : ""));
        try (PrintStream log = open(dir.resolve(name + ".hlog"))) {
            writeLog(subject, log);
        }
        for (String histogram : subject.histogramNames()) {
            String file = name + "." + fileName(histogram) + ".hgrm";
            try (PrintStream out = open(dir.resolve(file))) {
                subject.histogram(histogram)
                        .outputPercentileDistribution(out, TICKS_PER_HALF, NS_PER_US);
            }
        }
    }

    private static void writeLog(Subject subject, PrintStream out) {
        HistogramLogWriter log = new HistogramLogWriter(out);
        log.outputComment("[" + subject.label() + ", ns, a trial after the other]");
        log.outputLegend();
        double atSeconds = 0;
        for (Trial trial : subject.shown()) {
            double seconds = trial.intervals().stream().mapToDouble(Trial.Interval::seconds).sum();
            for (Map.Entry<String, String> entry : trial.histograms().entrySet()) {
                Histogram histogram = Histograms.decode(entry.getValue());
                histogram.setTag(fileName(entry.getKey()));
                log.outputIntervalHistogram(atSeconds, atSeconds + seconds, histogram, 1);
            }
            atSeconds += seconds;
        }
    }

    private static String fileName(String label) {
        return label.replaceAll("[^A-Za-z0-9.]+", "-").toLowerCase(Locale.ROOT);
    }

    private static PrintStream open(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        return new PrintStream(out, false, UTF_8);
    }
}
