package io.tapewire.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InstrumentTest {
    @Test
    void shouldTakeTheLongestTexts() {
        Instrument instrument = new Instrument(7, "é".repeat(16), "y".repeat(16));
        assertArrayEquals("é".repeat(16).getBytes(StandardCharsets.UTF_8), instrument.symbolUtf8());
        assertEquals(16, instrument.venueUtf8().length);
        assertTrue(Instrument.isValid(instrument.symbol(), instrument.venue()));
    }

    @Test
    void shouldRefuseTextsThatDoNotFit() {
        assertRefused("", "V");
        assertRefused("x".repeat(33), "V");
        assertRefused("é".repeat(17), "V");
        assertRefused("A", "y".repeat(17));
        assertRefused("A\0B", "V");
        assertRefused("A", "\0");
    }

    @Test
    void shouldRefuseIdsThatNoTableHolds() {
        assertEquals(Instrument.MAX_COUNT - 1, new Instrument((1 << 20) - 1, "A", "").id());
        assertThrows(TapewireException.class, () -> new Instrument(1 << 20, "A", ""));
        assertThrows(TapewireException.class, () -> new Instrument(-1, "A", ""));
    }

    @Test
    void shouldMeanASymbolAtAVenue() {
        Instrument instrument = new Instrument(0, "A", "V");
        assertTrue(instrument.means("A", "V"));
        assertFalse(instrument.means("A", ""));
        assertFalse(instrument.means("B", "V"));
        assertEquals("A@V", instrument.toString());
        assertEquals("A", new Instrument(0, "A", "").toString());
    }

    private static void assertRefused(String symbol, String venue) {
        assertFalse(Instrument.isValid(symbol, venue));
        assertThrows(TapewireException.class, () -> new Instrument(0, symbol, venue));
    }
}
