package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
    @Test
    void shouldRunEachBenchmarkOnce() throws Exception {
        Options once =
                new OptionsBuilder()
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(5))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();
        Set<String> ran = new TreeSet<>();
        for (RunResult result : new Runner(once).run()) {
            String name = result.getParams().getBenchmark();
            ran.add(name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1));
        }
        assertEquals(
                Set.of(
                        "CodecBenchmark.encodeAndSeal",
                        "CodecBenchmark.check",
                        "CodecBenchmark.decode",
                        "CodecBenchmark.crc32c",
                        "RangesBenchmark.look",
                        "RangesBenchmark.fillAndLose",
                        "TrackerBenchmark.sequenced",
                        "TrackerBenchmark.orderedInTurn",
                        "TrackerBenchmark.orderedSwapped"),
                ran);
    }
}
