package io.tapewire.latency.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.latency.trial.TrialSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each work, in as little time as it can be done: that it says what it is to say, and is believed.
 */
class LocalWorksTest {
    @TempDir private Path dir;

    @ParameterizedTest
    @CsvSource({
        "floor, memory, bytesPerSecond copyBytesPerSecond, memoryMib=16",
        "tapewire, codec, nsPerFrame crcNsPerFrame bytesPerSecond nsPerTrade allocatedBytesPerTrade,",
        "tapewire, codec, nsPerFrame, mtu=65504",
        "tapewire, codec, nsPerFrame, tradesPerFrame=1",
        "tapewire, append, bytesPerSecond bareBytesPerSecond nsPerFrame, volumeMib=2",
        "tapewire, read, bytesPerSecond memoryBytesPerSecond collections.alone, volumeMib=1 memoryMib=16",
        "chronicle, read, bytesPerSecond nsPerFrame, volumeMib=1",
        "tapewire, instruments, nsPerTrade nsPerTradeOfOne, instruments=10000",
        "tapewire, feeds, nsPerTrade nsPerTradeOfOne, feeds=100",
        "tapewire, volume, nsPerVolume bytesPerSecond, volumeBytes=64",
        "tapewire, volume, nsPerVolume bytesPerSecond, volumeBytes=1048576 mtu=65504",
        "tapewire, memory, rssBytes rssSharedBytes rssBeyondBuffersBytes, trades=2000"
    })
    void shouldMeasureAndBeBelieved(String subject, String work, String metrics, String more) {
        Trial trial = run(subject, work, more == null ? "" : more);
        assertEquals("", trial.failure());
        for (String metric : metrics.split(" ")) {
            Double value = trial.metrics().get(metric);
            assertNotNull(value, () -> metric + " is not among " + trial.metrics());
            assertTrue(Double.isFinite(value), () -> metric + " is " + value);
        }
    }

    @Test
    void shouldCountTheBytesOfTheTradesThatFitAVolume() {
        Trial trial = run("tapewire", "volume", "volumeBytes=100");
        double trades = trial.metrics().get("tradesPerSecond");
        assertEquals(40, trial.metrics().get("bytesPerSecond") / trades, 0.001);
    }

    @Test
    void shouldRecordGapsOfEachCore() {
        Trial trial = run("floor", "jitter", "cpus=0,1");
        assertTrue(trial.histograms().containsKey("gap.cpu0"));
        assertTrue(trial.histograms().containsKey("gap.cpu1"));
        assertTrue(trial.metrics().get("clockReadNs") > 0);
    }

    @Test
    void shouldHandOffBetweenTwoCores() {
        Trial trial = run("floor", "handoff", "cpus=0,1");
        assertTrue(trial.metrics().get("nsPerRoundTrip") > 0);
        assertTrue(trial.histograms().containsKey("latency"));
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        run("tapewire", "append", "volumeMib=1");
        run("chronicle", "read", "volumeMib=1");
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void shouldKnowNoOthers() {
        assertNull(LocalWorks.find("tapewire", "nonsense"));
    }

    private Trial run(String subject, String work, String more) {
        Map<String, String> values = new HashMap<>();
        values.put("warmupSeconds", "0.001");
        values.put("seconds", "0.001");
        values.put("journalDir", dir.toString());
        for (String pair : more.isEmpty() ? new String[0] : more.split(" ")) {
            values.put(pair.split("=")[0], pair.split("=")[1]);
        }
        LocalWork found = LocalWorks.find(subject, work);
        assertNotNull(found, subject + " " + work);
        TrialOutput out = new TrialOutput();
        found.run(new Parameters(values), out);
        return out.toTrial(new TrialSpec(subject, work, values));
    }
}
