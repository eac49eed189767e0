package io.tapewire.publisher.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Eight bytes of text at a time, as one little-endian word. Whoever reads words of an array keeps
 * {@link #PADDING} bytes behind the last one that counts.
 */
final class Bytes {
    static final int PADDING = Long.BYTES;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7f * ONES;
    private static final long HIGH_BITS = 0x80 * ONES;
    private static final long DIGIT_ZEROS = '0' * ONES;
    private static final int MAX_EXCERPT_CHARS = 40;

    private Bytes() {}

    static long word(byte[] bytes, int at) {
        return (long) WORDS.get(bytes, at);
    }

    static void clearWord(byte[] bytes, int at) {
        WORDS.set(bytes, at, 0L);
    }

    /** The high bit of each byte of the word that equals {@code b}, exactly. */
    static long matches(long word, byte b) {
        long difference = word ^ (b * ONES);
        return ~(((difference & LOW_BITS) + LOW_BITS) | difference | LOW_BITS);
    }

    static boolean isEightDigits(long word) {
        return (((word + 0x46 * ONES) | (word - DIGIT_ZEROS)) & HIGH_BITS) == 0;
    }

    /**
     * The number that eight digits make: pairs, then fours, then all, each in one multiplication.
     */
    static long eightDigits(long word) {
        long digits = word - DIGIT_ZEROS;
        long pairs = digits * 10 + (digits >>> 8);
        long evenPairs = (pairs & 0x000000ff000000ffL) * (100 + (1_000_000L << 32));
        long oddPairs = ((pairs >>> 16) & 0x000000ff000000ffL) * (1 + (10_000L << 32));
        return (evenPairs + oddPairs) >>> 32;
    }

    /** The first bytes of a word moved to its end, behind zeros as digits. */
    static long lastDigits(long word, int count) {
        int unused = Long.SIZE - Byte.SIZE * count;
        return word << unused | DIGIT_ZEROS >>> 1 >>> (Long.SIZE - 1 - unused);
    }

    /**
     * The word without one of its bytes but the last, the ones before moved up behind a digit zero.
     */
    static long withoutByte(long word, int index) {
        long before = (1L << Byte.SIZE * index) - 1;
        long after = -1L << Byte.SIZE * (index + 1);
        return word & after | (word & before) << Byte.SIZE | '0';
    }

    /** For a message: quoted, cut where long, control characters made visible. */
    static String excerpt(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        StringBuilder excerpt = new StringBuilder("'");
        int end = Math.min(text.length(), MAX_EXCERPT_CHARS);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                excerpt.append("\\x%02x".formatted((int) c));
            } else {
                excerpt.append(c);
            }
        }
        return excerpt.append(end < text.length() ? "'..." : "'").toString();
    }
}
