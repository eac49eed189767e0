package io.tapewire.latency.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.compare.Change.Outcome;
import io.tapewire.latency.stats.Spread;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgainstTest {
    private static Row alone(Unit unit, double... values) {
        List<Double> all = Arrays.stream(values).boxed().toList();
        double value = values.length == 0 ? Double.NaN : values[0];
        Spread spread = new Spread(value, value, value);
        Goal goal = Goal.atMost(0.01);
        return new Row(
                "row", "row", unit, false, value, Double.NaN, all, spread, 0, goal, Verdict.NONE);
    }

    private static Outcome outcome(Row before, Row now) {
        List<Change> changes = Against.changes(List.of(before), List.of(now));
        assertEquals(1, changes.size());
        assertTrue(Double.isNaN(changes.get(0).needed()));
        return changes.get(0).outcome();
    }

    @Test
    void shouldTakeNoNoiseBelowTheGoalForAChange() {
        assertEquals(
                Outcome.NO_DIFFERENCE, outcome(alone(Unit.BYTES, 0.001), alone(Unit.BYTES, 0.009)));
        assertEquals(
                Outcome.NO_DIFFERENCE, outcome(alone(Unit.BYTES, 0.009), alone(Unit.BYTES, 0)));
        assertEquals(Outcome.NO_DIFFERENCE, outcome(alone(Unit.COUNT, 3), alone(Unit.COUNT, 4)));
    }

    @Test
    void shouldTellByTheGoalWhatStandsAlone() {
        assertEquals(Outcome.WORSE, outcome(alone(Unit.BYTES, 0.009), alone(Unit.BYTES, 0.011)));
        assertEquals(Outcome.BETTER, outcome(alone(Unit.COUNT, 1), alone(Unit.COUNT, 0)));
    }

    @Test
    void shouldTakeNoTwentiethAcrossTheGoalForAChange() {
        assertEquals(
                Outcome.NO_DIFFERENCE,
                outcome(alone(Unit.BYTES, 0.0099), alone(Unit.BYTES, 0.0102)));
        assertEquals(
                Outcome.NO_DIFFERENCE,
                outcome(alone(Unit.BYTES, 0.0102), alone(Unit.BYTES, 0.0099)));
    }

    @Test
    void shouldNotCompareWhatHangsOnTheMachineOrFailed() {
        assertEquals(
                Outcome.NOT_COMPARED,
                outcome(alone(Unit.PER_SECOND, 0.009), alone(Unit.PER_SECOND, 1)));
        assertEquals(Outcome.NOT_COMPARED, outcome(alone(Unit.BYTES, 0.009), alone(Unit.BYTES)));
    }
}
