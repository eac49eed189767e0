package io.tapewire.latency.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A report as machines read it. */
public final class JsonReport {
    // What a later version adds does no harm to whoever compares with it.
    private static final ObjectMapper JSON =
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private JsonReport() {}

    static void write(Report report, Path file) throws IOException {
        JSON.writeValue(file.toFile(), report);
    }

    /**
     * A report that was written before.
     *
     * @throws TapewireException where the file is no report
     */
    public static Report read(Path file) {
        Report report;
        try {
            report = JSON.readValue(Files.readAllBytes(file), Report.class);
        } catch (JacksonException e) {
            throw new TapewireException(
                    "%s is no report: give the report.json of an earlier run.".formatted(file), e);
        } catch (IOException e) {
            throw new TapewireException(
                    "Cannot read %s: give the report.json of an earlier run.".formatted(file), e);
        }
        if (report == null || report.rows() == null || report.rows().isEmpty()) {
            throw new TapewireException(
                    "%s compares nothing: give the report.json of latency compare."
                            .formatted(file));
        }
        return report;
    }
}
