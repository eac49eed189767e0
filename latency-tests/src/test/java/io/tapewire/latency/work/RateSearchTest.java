package io.tapewire.latency.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    @Property
    void shouldFindTheHighestRateAsFinelyAsAsked(
            @ForAll @LongRange(min = 100_000, max = 50_000_000) long truth) {
        long found = RateSearch.highest(100_000, 100_000_000, 0.05, rate -> rate <= truth);
        assertTrue(found <= truth, () -> found + " of " + truth);
        assertTrue(found >= truth * 0.95, () -> found + " of " + truth);
    }

    @Property
    void shouldAskFewTimesAndNeverTwice(@ForAll @LongRange(min = 0, max = 200_000_000) long truth) {
        List<Long> asked = new ArrayList<>();
        LongPredicate sustains =
                rate -> {
                    asked.add(rate);
                    return rate <= truth;
                };
        RateSearch.highest(250_000, 100_000_000, 0.05, sustains);
        assertEquals(asked.stream().distinct().count(), asked.size());
        assertTrue(asked.size() <= 16, asked::toString);
    }

    @Test
    void shouldAnswerZeroWhereNothingIsSustained() {
        assertEquals(0, RateSearch.highest(1_000, 1_000_000, 0.05, rate -> false));
    }

    @Test
    void shouldEndAtTheHighestRate() {
        assertEquals(9_000, RateSearch.highest(1_000, 9_000, 0.05, rate -> true));
    }
}
