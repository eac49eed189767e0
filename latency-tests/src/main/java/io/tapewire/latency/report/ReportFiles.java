package io.tapewire.latency.report;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a report, in a directory of its own. */
public final class ReportFiles {
    private ReportFiles() {}

    /**
     * A directory for them, made and written to now, so that a long run does not end without a
     * place to go.
     *
     * @throws TapewireException where that is not possible
     */
    public static Path open(Path dir) {
        try {
            Files.createDirectories(dir);
            Files.delete(Files.createTempFile(dir, "report", ".tmp"));
            return dir;
        } catch (IOException e) {
            throw failed(dir, e);
        }
    }

    /**
     * Writes {@code report.html}, {@code report.json} and {@code histograms/}, in place of those of
     * an earlier report.
     *
     * @throws TapewireException where they cannot be written
     */
    public static void write(Report report, Path dir) {
        try {
            JsonReport.write(report, dir.resolve("report.json"));
            Files.writeString(dir.resolve("report.html"), HtmlReport.of(report));
            Path histograms = dir.resolve("histograms");
            HistogramFiles.deleteAll(histograms);
            for (Subject subject : Subject.of(report.trials())) {
                HistogramFiles.write(subject, histograms);
            }
        } catch (IOException e) {
            throw failed(dir, e);
        }
    }

    private static TapewireException failed(Path dir, IOException e) {
        return new TapewireException(
                "Cannot write the report to %s (%s): choose another place with --out."
                        .formatted(dir, e.getMessage()),
                e);
    }
}
