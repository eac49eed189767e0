package io.tapewire.schemas.pace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.TapewireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final long START_NS = -5_000;
    private static final long FIRST_NS = 1_723_161_255_342_000_000L;
    private static final long DAY_NS = 86_400_000_000_000L;

    private static Pacer pacer(String pace) {
        Pacer pacer = new Pacer(Pace.parse(pace));
        pacer.start(START_NS, FIRST_NS);
        return pacer;
    }

    @ParameterizedTest
    @ValueSource(strings = {"max", "original", "x10", "x0.5", "500/s", "100k/s", "2.5M/s", "0.1/s"})
    void shouldSayWhatItWasMadeOf(String text) {
        assertEquals(text, Pace.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "MAX", "x", "x0", "x0.0", "x-1", "x1e3", "x.5", "x1.", "10", "10/", "/s", "0/s",
                "10K/s", "10m/s", "10 /s", " max", "10x", "NaN/s", "x1/s", "1/min"
            })
    void shouldRefuseWhatIsNoPace(String text) {
        TapewireException error = assertThrows(TapewireException.class, () -> Pace.parse(text));

        assertEquals(
                "The pace \""
                        + text
                        + "\" is none: use max, original, xN for N times the original (x10, x0.5),"
                        + " or N/s for N trades a second (500/s, 100k/s, 2M/s), N above zero.",
                error.getMessage());
    }

    @Test
    void shouldRefuseANumberBeyondAnyMeaning() {
        assertThrows(TapewireException.class, () -> Pace.parse("x" + "9".repeat(400)));
    }

    @Test
    void shouldKnowThatOnlyMaxNeedsNoClock() {
        assertTrue(Pace.parse("max").isMax());
        assertFalse(Pace.parse("original").isMax());
        assertFalse(Pace.parse("1M/s").isMax());
    }

    @ParameterizedTest
    @CsvSource({
        "max, 1000000, 5, 0",
        "original, 0, 0, 0",
        "original, 1000001, 5, 1000001",
        "x10, 1000000, 5, 100000",
        "x0.5, 1000000, 5, 2000000",
        "x3, 10, 5, 3",
        "1000/s, 7, 0, 0",
        "1000/s, 7, 5, 5000000",
        "100k/s, 7, 1000000000, 10000000000000",
        "2.5M/s, 7, 5, 2000",
        "0.5/s, 7, 3, 6000000000",
    })
    void shouldScheduleFromTheStart(String pace, long tapeOffsetNs, long index, long expectedNs) {
        assertEquals(START_NS + expectedNs, pacer(pace).dueNs(FIRST_NS + tapeOffsetNs, index));
    }

    @Test
    void shouldNotDrift() {
        Pacer thirds = pacer("3/s");
        for (long index = 0; index < 3_000_000_000L; index += 300_000_000) {
            assertEquals(START_NS + index / 3 * 1_000_000_000, thirds.dueNs(0, index));
        }
        long years = 200 * 365 * DAY_NS + 1;
        Pacer original = new Pacer(Pace.ORIGINAL);
        original.start(0, 0);
        assertEquals(100 * 365 * DAY_NS + 1, original.dueNs(100 * 365 * DAY_NS + 1, 9));
        assertTrue(original.dueNs(years, 9) > 0, "it does not wrap");
    }

    @Test
    void shouldBeDueAtOnceWhereTimeGoesBackwards() {
        Pacer original = pacer("original");
        long dueNs = original.dueNs(FIRST_NS + 1_000, 1);

        assertTrue(original.dueNs(FIRST_NS + 400, 2) < dueNs);
        assertEquals(START_NS, original.dueNs(FIRST_NS - 1, 3));
        assertEquals(START_NS, original.dueNs(Long.MIN_VALUE, 4));
        assertEquals(START_NS + 2_000, original.dueNs(FIRST_NS + 2_000, 5), "on schedule again");
    }

    @Test
    void shouldNeverWrapHoweverFarTimesLieApart() {
        for (String pace : new String[] {"original", "x0.001", "x1000", "0.000001/s"}) {
            Pacer pacer = new Pacer(Pace.parse(pace));
            pacer.start(Long.MAX_VALUE - 10, Long.MIN_VALUE);
            long dueNs = pacer.dueNs(Long.MAX_VALUE, Long.MAX_VALUE);
            assertTrue(dueNs - (Long.MAX_VALUE - 10) > 0, pace);
        }
    }

    @Test
    void shouldStartAgain() {
        Pacer pacer = pacer("x2");
        pacer.start(100, 50);

        assertEquals(105, pacer.dueNs(60, 7));
    }
}
