package io.tapewire.schemas.tape;

import io.tapewire.schemas.Decimal;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsEncoder.DefinitionsEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Writes trades as lines of a tape in the one canonical form: the columns of {@link TapeColumn},
 * decimals at their shortest, quotes only where CSV needs them, lines ended by a line feed. A tape
 * in this form that is read and written again is the same file.
 *
 * <p>For one thread; allocates only when made.
 */
public final class TapeLine {
    private static final int NUMBERS = 4;
    private static final int SEPARATORS = TapeColumn.values().length;

    /** Every byte of a quoted text may be a quote, which takes two, between two more. */
    private static final int MAX_LENGTH =
            NUMBERS * Decimal.MAX_TEXT_LENGTH
                    + 2 * (DefinitionsEncoder.symbolLength() + 1)
                    + 2 * (DefinitionsEncoder.venueLength() + 1)
                    + 1
                    + SEPARATORS;

    private final byte[] bytes = new byte[MAX_LENGTH];

    /** The canonical header row with its line end; the caller's own copy. */
    public static byte[] header() {
        return (TapeColumn.HEADER + '\n').getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Writes one line into {@link #bytes()}.
     *
     * @param timeNs exchange time, ns since the epoch
     * @param symbolUtf8 no longer than the wire format allows
     * @param venueUtf8 no longer than the wire format allows
     * @param price mantissa, units of 1e-9
     * @param quantity mantissa, units of 1e-8
     * @param side the aggressor
     * @param tradeId the venue's, or {@link TradeFrameEncoder#NO_TRADE_ID}
     * @return length of the line, its line end included
     */
    public int format(
            long timeNs,
            byte[] symbolUtf8,
            byte[] venueUtf8,
            long price,
            long quantity,
            Side side,
            long tradeId) {
        int i = Decimal.format(timeNs, 0, bytes, 0);
        bytes[i++] = ',';
        i = text(symbolUtf8, i);
        bytes[i++] = ',';
        i = text(venueUtf8, i);
        bytes[i++] = ',';
        i = Decimal.format(price, Decimal.PRICE_DECIMALS, bytes, i);
        bytes[i++] = ',';
        i = Decimal.format(quantity, Decimal.QUANTITY_DECIMALS, bytes, i);
        bytes[i++] = ',';
        if (side != Side.NONE) {
            bytes[i++] = (byte) side.text().charAt(0);
        }
        bytes[i++] = ',';
        if (tradeId != TradeFrameEncoder.NO_TRADE_ID) {
            i = Decimal.format(tradeId, 0, bytes, i);
        }
        bytes[i++] = '\n';
        return i;
    }

    /** The line last written, from index 0; always the same array, overwritten by the next. */
    public byte[] bytes() {
        return bytes;
    }

    private int text(byte[] utf8, int at) {
        if (!needsQuotes(utf8)) {
            // A loop: most symbols are shorter than a call of arraycopy is worth.
            int i = at;
            for (byte b : utf8) {
                bytes[i++] = b;
            }
            return i;
        }
        int i = at;
        bytes[i++] = '"';
        for (byte b : utf8) {
            if (b == '"') {
                bytes[i++] = '"';
            }
            bytes[i++] = b;
        }
        bytes[i++] = '"';
        return i;
    }

    private static boolean needsQuotes(byte[] utf8) {
        for (byte b : utf8) {
            if (b == ',' || b == '"' || b == '\n' || b == '\r') {
                return true;
            }
        }
        return false;
    }
}
