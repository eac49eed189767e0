package io.tapewire.schemas;

import io.tapewire.schemas.sbe.InstrumentDefinitionsEncoder.DefinitionsEncoder;
import java.nio.charset.StandardCharsets;

/** A symbol at a venue, and the number that stands for it in one session of one feed. Immutable. */
public final class Instrument {
    /** Instruments that a session may define: their ids index tables, so they are bounded. */
    public static final int MAX_COUNT = 1 << 20;

    /** Longest symbol, in bytes of UTF-8. */
    public static final int MAX_SYMBOL_LENGTH = DefinitionsEncoder.symbolLength();

    /** Longest venue, in bytes of UTF-8. */
    public static final int MAX_VENUE_LENGTH = DefinitionsEncoder.venueLength();

    private final int id;
    private final String symbol;
    private final String venue;
    private final byte[] symbolUtf8;
    private final byte[] venueUtf8;
    private final long contentHash;

    /**
     * @param id from 0, below {@link #MAX_COUNT}
     * @param symbol 1 to {@link #MAX_SYMBOL_LENGTH} bytes of UTF-8 without a zero
     * @param venue 0 to {@link #MAX_VENUE_LENGTH} bytes of UTF-8 without a zero
     * @throws TapewireException that names the text that does not fit
     */
    public Instrument(int id, String symbol, String venue) {
        this.id = id;
        this.symbol = symbol;
        this.venue = venue;
        this.symbolUtf8 = checked("symbol", symbol, 1, MAX_SYMBOL_LENGTH);
        this.venueUtf8 = checked("venue", venue, 0, MAX_VENUE_LENGTH);
        this.contentHash = TradeDigest.hashOf(symbolUtf8, venueUtf8);
        if (id < 0 || id >= MAX_COUNT) {
            throw new TapewireException(
                    "A session defines at most %d instruments: %s is one too many."
                            .formatted(MAX_COUNT, symbol));
        }
    }

    /** From 0, in order of definition. */
    public int id() {
        return id;
    }

    /** What is traded. */
    public String symbol() {
        return symbol;
    }

    /** Where; may be empty. */
    public String venue() {
        return venue;
    }

    /** The symbol's bytes, for writers that make no garbage; not to be changed. */
    public byte[] symbolUtf8() {
        return symbolUtf8;
    }

    /** The venue's bytes, for writers that make no garbage; not to be changed. */
    public byte[] venueUtf8() {
        return venueUtf8;
    }

    /** Of symbol and venue, not of the id: see {@link TradeDigest}. */
    public long contentHash() {
        return contentHash;
    }

    /** Whether it stands for the same symbol at the same venue. */
    public boolean means(String otherSymbol, String otherVenue) {
        return symbol.equals(otherSymbol) && venue.equals(otherVenue);
    }

    @Override
    public String toString() {
        return venue.isEmpty() ? symbol : symbol + "@" + venue;
    }

    /** Whether an instrument can be made of these. */
    public static boolean isValid(String symbol, String venue) {
        return fits(symbol, symbol.getBytes(StandardCharsets.UTF_8), 1, MAX_SYMBOL_LENGTH)
                && fits(venue, venue.getBytes(StandardCharsets.UTF_8), 0, MAX_VENUE_LENGTH);
    }

    private static boolean fits(String text, byte[] utf8, int minLength, int maxLength) {
        return utf8.length >= minLength && utf8.length <= maxLength && text.indexOf('\0') < 0;
    }

    private static byte[] checked(String field, String text, int minLength, int maxLength) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (!fits(text, utf8, minLength, maxLength)) {
            throw new TapewireException(
                    "The %s \"%s\" is not %d to %d bytes of UTF-8 without a zero byte."
                            .formatted(field, text, minLength, maxLength));
        }
        return utf8;
    }
}
