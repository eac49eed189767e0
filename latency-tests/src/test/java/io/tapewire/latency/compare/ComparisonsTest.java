package io.tapewire.latency.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private final Comparisons comparisons = new Comparisons(Map.of(), 1);

    @Test
    void shouldFitItsColumnOfTheTable() {
        List<Comparison> all = new ArrayList<>(comparisons.all());
        for (Baseline baseline : Baseline.values()) {
            all.addAll(comparisons.with(baseline));
        }
        all.forEach(each -> assertTrue(each.what().length() <= 27, each.what()));
    }

    /** A set whose order is thrown anew by each JVM passes in every second one. */
    @Test
    void shouldKeepTheOrderOfWhatRunsOnce() {
        assertEquals(
                List.of("sustained", "memory"),
                comparisons.once().stream().map(TrialSpec::work).toList());
    }
}
