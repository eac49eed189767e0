package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.TapewireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {
    @ParameterizedTest
    @CsvSource({
        "1, false, 1",
        "999999999999999, false, 999999999999999",
        "1000000000000000, true, 1000000000000000",
        "1723204055342000001, true, 1723204055342000001",
        "2024-08-09T11:47:35.342000001Z, true, 1723204055342000001",
        "2024-08-09T13:47:35+02:00, true, 1723204055000000000",
        "1969-12-31T23:59:59Z, true, -1000000000",
    })
    void shouldTellSequencesFromTimes(String text, boolean isTime, long value) {
        assertEquals(new Bound(isTime, value), Bound.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "1.5",
                "2024-08-09",
                "2024-08-09T11:47:35",
                "2024-13-09T11:47:35Z",
                "2300-01-01T00:00:00Z",
                "9223372036854775808",
            })
    void shouldRefuseWhatIsNeither(String text) {
        String message =
                assertThrows(TapewireException.class, () -> Bound.parse(text)).getMessage();

        assertTrue(message.startsWith("'" + text + "' is neither a sequence nor a time"), message);
    }

    @Test
    void shouldIncludeBothEnds() {
        Bound sequence = Bound.parse("7");
        assertTrue(sequence.isAtOrBefore(0, 7));
        assertFalse(sequence.isAtOrBefore(Long.MAX_VALUE, 6));
        assertTrue(sequence.isAtOrAfter(Long.MAX_VALUE, 7));
        assertFalse(sequence.isAtOrAfter(0, 8));

        Bound time = Bound.parse("1700000000000000000");
        assertTrue(time.isAtOrBefore(1_700_000_000_000_000_000L, 0));
        assertFalse(time.isAtOrBefore(1_699_999_999_999_999_999L, Long.MAX_VALUE));
        assertTrue(time.isAtOrAfter(1_700_000_000_000_000_000L, Long.MAX_VALUE));
        assertFalse(time.isAtOrAfter(1_700_000_000_000_000_001L, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2147483648, -2147483648", "4294967295, -1"})
    void shouldReadFeedIdsAsUnsigned(String text, int value) {
        assertEquals(value, FeedId.parse(text).value());
        assertEquals(text, FeedId.parse(text).toString());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000000000", "0.25, 250000000", "10, 10000000000"})
    void shouldReadSeconds(String text, long ns) {
        assertEquals(ns, Seconds.parse(text).ns());
        assertEquals(text, Seconds.parse(text).toString());
    }
}
