package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    @Test
    void shouldTellInstrumentsApartWhoseKeysAreTheSame() {
        byte[] one = symbol(1, 3);
        byte[] other = symbol(2, 3 ^ key(symbol(1, 0)) ^ key(symbol(2, 0)));
        assertEquals(key(one), key(other), "else this shows nothing");

        assertEquals(0, table.add(one, 0, 16, 16, 16));

        assertEquals(InstrumentTable.UNKNOWN, table.find(other, 0, 16, 16, 16));
        assertEquals(1, table.add(other, 0, 16, 16, 16));
        assertEquals(0, table.find(one, 0, 16, 16, 16));
        assertEquals(1, table.find(other, 0, 16, 16, 16));
    }

    private static long key(byte[] symbol) {
        return InstrumentTable.key(symbol, 0, 16);
    }

    private static byte[] symbol(long first, long second) {
        return ByteBuffer.allocate(16 + Bytes.PADDING)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(first)
                .putLong(second)
                .array();
    }
}
