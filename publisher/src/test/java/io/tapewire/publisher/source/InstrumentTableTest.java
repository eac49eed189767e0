package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstrumentTableTest {
    private final InstrumentTable table = new InstrumentTable();

    private int number(String symbol, String venue, boolean add) {
        byte[] bytes = Tapes.bytes("?" + symbol + "," + venue + "........");
        int symbolTo = 1 + symbol.length();
        int venueTo = symbolTo + 1 + venue.length();
        return add
                ? table.add(bytes, 1, symbolTo, symbolTo + 1, venueTo)
                : table.find(bytes, 1, symbolTo, symbolTo + 1, venueTo);
    }

    /** Options, say: thousands that differ in their last letters alone. */
    @Test
    void shouldTellAnyTwoInstrumentsApart() {
        Map<String, Integer> expected = new LinkedHashMap<>();
        String[] prefixes = {"", "A", "ABCDEFGH", "ABCDEFGHI", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"};
        String[] venues = {"", "N", "NOPQRSTU", "NOPQRSTUV", "NOPQRSTUVWXYZ"};
        for (int i = 0; i < 1_000; i++) {
            for (String prefix : prefixes) {
                for (String venue : venues) {
                    expected.putIfAbsent(prefix + i + "@" + venue, expected.size());
                }
            }
        }
        expected.forEach(
                (name, number) -> {
                    String symbol = name.substring(0, name.indexOf('@'));
                    String venue = name.substring(name.indexOf('@') + 1);
                    assertEquals(InstrumentTable.UNKNOWN, number(symbol, venue, false));
                    assertEquals(number, number(symbol, venue, true));
                });
        expected.forEach(
                (name, number) -> {
                    String symbol = name.substring(0, name.indexOf('@'));
                    String venue = name.substring(name.indexOf('@') + 1);
                    assertEquals(number, number(symbol, venue, false));
                });
        assertEquals(25_000, table.count());
    }
}
