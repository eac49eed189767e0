package io.tapewire.schemas;

/**
 * Decimal text to and from a 64-bit mantissa with a constant exponent, exactly: nothing is rounded,
 * nothing wraps, no {@code double} is involved. Stateless; safe on any thread; never allocates.
 *
 * <p>Text is an optional minus sign, digits, and optionally a point followed by digits, in ASCII.
 * {@link #format} writes the shortest such text, so formatting what was parsed from shortest text
 * gives the same bytes back.
 */
public final class Decimal {
    /** Decimals of a price: its mantissa counts units of 1e-9. */
    public static final int PRICE_DECIMALS = 9;

    /** Decimals of a quantity: its mantissa counts units of 1e-8. */
    public static final int QUANTITY_DECIMALS = 8;

    /**
     * The longest text that {@link #format} writes: sign, 19 digits, a leading zero and a point.
     */
    public static final int MAX_TEXT_LENGTH = 22;

    /** {@link #parse} of text that is no decimal number. */
    public static final long NOT_A_NUMBER = Long.MIN_VALUE;

    /** {@link #parse} of a number with more decimals than the exponent holds. */
    public static final long TOO_MANY_DECIMALS = Long.MIN_VALUE + 1;

    /** {@link #parse} of a number whose mantissa does not fit 64 bits, or names an error. */
    public static final long OUT_OF_RANGE = Long.MIN_VALUE + 2;

    private static final long[] POWERS_OF_TEN = new long[19];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private Decimal() {}

    /**
     * @param mantissa what {@link #parse} answered
     * @return whether it is a value, not one of the three errors
     */
    public static boolean isValue(long mantissa) {
        return mantissa > OUT_OF_RANGE;
    }

    /**
     * @param text ASCII bytes
     * @param from index of the first
     * @param to index after the last
     * @param decimals how many the mantissa holds, 0 to 18
     * @return the mantissa, or one of the named errors, which no value equals
     */
    public static long parse(byte[] text, int from, int to, int decimals) {
        int i = from;
        boolean negative = i < to && text[i] == '-';
        if (negative) {
            i++;
        }
        long mantissa = 0;
        boolean overflow = false;
        int digits = 0;
        int point = -1;
        for (; i < to; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                overflow |= mantissa > (Long.MAX_VALUE - digit) / 10;
                mantissa = mantissa * 10 + digit;
                digits++;
            } else if (text[i] == '.' && point < 0 && digits > 0 && i + 1 < to) {
                point = i;
            } else {
                return NOT_A_NUMBER;
            }
        }
        if (digits == 0) {
            return NOT_A_NUMBER;
        }
        int scale = decimals - (point < 0 ? 0 : to - point - 1);
        if (scale < 0) {
            return TOO_MANY_DECIMALS;
        }
        if (overflow || mantissa > Long.MAX_VALUE / POWERS_OF_TEN[scale]) {
            return OUT_OF_RANGE;
        }
        long scaled = mantissa * POWERS_OF_TEN[scale];
        // The three least mantissas are the names of errors; a number is never one of them.
        return negative ? Math.max(-scaled, OUT_OF_RANGE) : scaled;
    }

    /**
     * Writes the shortest text of a value.
     *
     * @param mantissa a value
     * @param decimals how many it holds, 0 to 18
     * @param target room for {@link #MAX_TEXT_LENGTH} bytes from {@code at}
     * @param at index of the first byte written
     * @return index after the last byte written
     */
    public static int format(long mantissa, int decimals, byte[] target, int at) {
        int i = at;
        if (mantissa < 0) {
            target[i++] = '-';
        }
        // The negative of a magnitude always fits, so Long.MIN_VALUE needs no case of its own.
        long negative = mantissa < 0 ? mantissa : -mantissa;
        long unit = POWERS_OF_TEN[decimals];
        i = formatDigits(negative / unit, 1, target, i);
        long fraction = negative % unit;
        if (fraction == 0) {
            return i;
        }
        int width = decimals;
        while (fraction % 10 == 0) {
            fraction /= 10;
            width--;
        }
        target[i++] = '.';
        return formatDigits(fraction, width, target, i);
    }

    private static int formatDigits(long negative, int minWidth, byte[] target, int at) {
        int width = 1;
        for (long rest = negative / 10; rest != 0; rest /= 10) {
            width++;
        }
        width = Math.max(width, minWidth);
        long rest = negative;
        for (int i = at + width - 1; i >= at; i--) {
            target[i] = (byte) ('0' - rest % 10);
            rest /= 10;
        }
        return at + width;
    }
}
