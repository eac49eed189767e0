package io.tapewire.latency.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFileTest {
    @TempDir private Path dir;

    @Test
    void shouldReadWhatWasWritten() throws Exception {
        TrialSpec spec = new TrialSpec("udp", "echo", Map.of("rate", "101000"));
        Histogram histogram = new Histogram(3);
        histogram.recordValue(7_000);
        TrialOutput out = new TrialOutput();
        out.metric("tradesPerSecond", 1.5);
        out.histogram("latency", histogram);
        out.interval(new Trial.Interval(0, 0.5, 3, 1, 2, 3));
        out.fail("It rained.");
        out.fail("And then it poured.");
        Trial written = out.toTrial(spec);
        Path file = dir.resolve("trial.json");
        TrialFile.write(file, written);
        Trial read = TrialFile.read(file);
        assertEquals(written, read);
        assertTrue(read.isFailed());
        assertEquals("It rained.", read.failure());
        byte[] bytes = Base64.getDecoder().decode(read.histograms().get("latency"));
        assertEquals(
                histogram, Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0));
    }
}
