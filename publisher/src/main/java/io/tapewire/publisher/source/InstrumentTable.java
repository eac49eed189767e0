package io.tapewire.publisher.source;

import java.util.Arrays;

/**
 * Numbers pairs of symbol and venue, as bytes, in order of first appearance. An open hash table;
 * what tells short pairs apart lies together in one slot of it.
 */
final class InstrumentTable {
    static final int UNKNOWN = -1;

    private static final int SLOT = 4;
    private static final int SYMBOL_KEY = 0;
    private static final int VENUE_KEY = 1;
    private static final int LENGTHS = 2;

    /** Number of the instrument plus one; zero where the slot is free. */
    private static final int NUMBER = 3;

    private static final long MIX = 0x9e3779b97f4a7c15L;

    /** At most half of the slots are taken. */
    private long[] slots = new long[SLOT * 1024];

    private int maxCount = 512;
    private byte[][] symbols = new byte[maxCount][];
    private byte[][] venues = new byte[maxCount][];
    private int count;

    int count() {
        return count;
    }

    /** The instrument's number, or {@link #UNKNOWN}. */
    int find(byte[] bytes, int symbolFrom, int symbolTo, int venueFrom, int venueTo) {
        long symbolKey = key(bytes, symbolFrom, symbolTo);
        long venueKey = key(bytes, venueFrom, venueTo);
        long lengths = lengths(symbolTo - symbolFrom, venueTo - venueFrom);
        int slot = slot(symbolKey, venueKey);
        while (slots[slot + NUMBER] != 0) {
            if (slots[slot + SYMBOL_KEY] == symbolKey
                    && slots[slot + VENUE_KEY] == venueKey
                    && slots[slot + LENGTHS] == lengths) {
                int instrument = (int) slots[slot + NUMBER] - 1;
                if (isSame(symbols, instrument, bytes, symbolFrom, symbolTo)
                        && isSame(venues, instrument, bytes, venueFrom, venueTo)) {
                    return instrument;
                }
            }
            slot = after(slot);
        }
        return UNKNOWN;
    }

    /** Numbers an instrument that is unknown. */
    int add(byte[] bytes, int symbolFrom, int symbolTo, int venueFrom, int venueTo) {
        if (count == maxCount) {
            grow();
        }
        symbols[count] = Arrays.copyOfRange(bytes, symbolFrom, symbolTo);
        venues[count] = Arrays.copyOfRange(bytes, venueFrom, venueTo);
        long symbolKey = key(bytes, symbolFrom, symbolTo);
        long venueKey = key(bytes, venueFrom, venueTo);
        int slot = freeSlot(symbolKey, venueKey);
        slots[slot + SYMBOL_KEY] = symbolKey;
        slots[slot + VENUE_KEY] = venueKey;
        slots[slot + LENGTHS] = lengths(symbolTo - symbolFrom, venueTo - venueFrom);
        slots[slot + NUMBER] = ++count;
        return count - 1;
    }

    private void grow() {
        maxCount *= 2;
        symbols = Arrays.copyOf(symbols, maxCount);
        venues = Arrays.copyOf(venues, maxCount);
        long[] old = slots;
        slots = new long[2 * old.length];
        for (int from = 0; from < old.length; from += SLOT) {
            if (old[from + NUMBER] != 0) {
                int to = freeSlot(old[from + SYMBOL_KEY], old[from + VENUE_KEY]);
                System.arraycopy(old, from, slots, to, SLOT);
            }
        }
    }

    private int freeSlot(long symbolKey, long venueKey) {
        int slot = slot(symbolKey, venueKey);
        while (slots[slot + NUMBER] != 0) {
            slot = after(slot);
        }
        return slot;
    }

    private int slot(long symbolKey, long venueKey) {
        long hash = (symbolKey * MIX ^ venueKey) * MIX;
        return (int) (hash >>> 32) & (slots.length - SLOT);
    }

    private int after(int slot) {
        return (slot + SLOT) & (slots.length - SLOT);
    }

    private static long lengths(int symbolLength, int venueLength) {
        return (long) symbolLength << 32 | venueLength;
    }

    /** The bytes themselves where they fit eight, else a hash of them. */
    static long key(byte[] bytes, int from, int to) {
        int at = from;
        long key = 0;
        for (; to - at > Long.BYTES; at += Long.BYTES) {
            key = (key ^ Bytes.word(bytes, at)) * MIX;
            key ^= key >>> 32;
        }
        int unused = Long.SIZE - Byte.SIZE * (to - at);
        return unused == Long.SIZE ? key : key ^ Bytes.word(bytes, at) << unused;
    }

    private static boolean isSame(byte[][] known, int instrument, byte[] bytes, int from, int to) {
        int length = to - from;
        return length <= Long.BYTES || Arrays.equals(known[instrument], 0, length, bytes, from, to);
    }
}
