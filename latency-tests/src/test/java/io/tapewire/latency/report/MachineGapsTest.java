package io.tapewire.latency.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.latency.trial.TrialSpec;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MachineGapsTest {
    private static final TrialSpec JITTER = new TrialSpec("floor", "jitter", Map.of());

    private final Histogram latency = new Histogram(3);

    private static List<Subject> subjects(Histogram gaps) {
        TrialOutput out = new TrialOutput();
        out.histogram("gap.cpu0", gaps);
        return Subject.of(List.of(new Taken(0, out.toTrial(JITTER), "")));
    }

    @Test
    void shouldMarkWhatIsNoLongerThanTheGapsAtThatShareOfTheTime() {
        // 10 ms of a second are lost, in ten gaps among forty million: 1 % of the time.
        Histogram gaps = new Histogram(3);
        gaps.recordValueWithCount(25, 39_600_000);
        gaps.recordValueWithCount(1_000_000, 10);
        latency.recordValueWithCount(5_000, 98_000);
        latency.recordValueWithCount(900_000, 1_900);
        latency.recordValueWithCount(4_000_000, 100);
        MachineGaps machine = MachineGaps.of(subjects(gaps));

        assertTrue(machine.isKnown());
        assertEquals("5.00 µs", machine.figure(latency, 50));
        assertEquals("900 µs~", machine.figure(latency, 99.5));
        assertEquals("4.00 ms", machine.figure(latency, 99.95));
    }

    @Test
    void shouldMarkNothingWhereTheMachineWasNotMeasured() {
        latency.recordValueWithCount(1, 1_000);
        MachineGaps machine = MachineGaps.of(List.of());
        assertFalse(machine.isKnown());
        assertEquals("1.00 ns", machine.figure(latency, 50));
    }
}
