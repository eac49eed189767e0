package io.tapewire.latency.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.latency.trial.TrialSpec;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Parameters ONE_ROUND =
            new Parameters(Map.of("warmupSeconds", "0", "seconds", "0"));

    private final StringBuilder order = new StringBuilder();
    private byte[] allocated;

    private Part part(String name, long lastsNs) {
        return new Part(() -> order.append('-'), () -> spin(name, lastsNs));
    }

    private void spin(String name, long lastsNs) {
        order.append(name);
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < lastsNs) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldWarmUpAndThenMeasureInTurns() {
        Rounds.measureBeside(ONE_ROUND, part("B", 0), part("A", 0));
        assertEquals("-B-A-B-A", order.toString());
    }

    @Test
    void shouldMeasureManyRoundsInARowOfEach() {
        Rounds.measureInStretches(ONE_ROUND, part("B", 1_000_000), part("A", 1_000_000));
        assertTrue(order.toString().matches("((-B){3,}(-A){3,}){2}"), order.toString());
    }

    @Test
    void shouldTimeBothByThemselves() {
        Rounds rounds = Rounds.measureQuickest(ONE_ROUND, part("B", 20_000_000), part("A", 0));
        assertTrue(rounds.besideNs() >= 20_000_000, () -> rounds.besideNs() + " ns");
        assertTrue(rounds.eachNs() < rounds.besideNs(), () -> rounds.eachNs() + " ns");
        assertEquals(1, rounds.count());
    }

    @Test
    void shouldCountTheQuickestTwentieth() {
        Parameters brief = new Parameters(Map.of("warmupSeconds", "0", "seconds", "0.05"));
        long slowNs = TimeUnit.MILLISECONDS.toNanos(1);
        int[] turn = {0};
        Part oneInFourIsQuick = Part.of(() -> spin("", turn[0]++ % 4 == 0 ? 0 : slowNs));
        Rounds quickest = Rounds.measureQuickest(brief, oneInFourIsQuick);
        assertTrue(quickest.eachNs() < slowNs, () -> quickest.eachNs() + " ns");
        assertTrue(quickest.medianNs() >= slowNs, () -> quickest.medianNs() + " ns");
        assertTrue(Rounds.measure(brief, oneInFourIsQuick).eachNs() >= slowNs);
    }

    @Test
    void shouldCountWhatOnlyTheRoundsAllocate() {
        Part other = new Part(() -> allocated = new byte[1 << 20], () -> {});
        TrialOutput out = new TrialOutput();
        Rounds.measureBeside(
                        ONE_ROUND,
                        other,
                        new Part(other.prepare(), () -> allocated = new byte[1024]))
                .tellTrades(out, 1);
        TrialSpec spec = new TrialSpec("tapewire", "none", Map.of());
        double bytes = out.toTrial(spec).metrics().get("allocatedBytesPerTrade");
        assertTrue(bytes >= 1024 && bytes < 1 << 16, () -> bytes + " bytes");
    }
}
