package io.tapewire.latency.command;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.HistogramLogReader;

/** A {@code .hlog}, as HdrHistogram itself reads it. */
record HistogramLog(Set<String> tags) {
    static HistogramLog read(Path file) throws FileNotFoundException {
        Set<String> tags = new HashSet<>();
        try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
            while (reader.hasNext()) {
                EncodableHistogram histogram = reader.nextIntervalHistogram();
                tags.add(histogram.getTag());
            }
        }
        return new HistogramLog(tags);
    }
}
