package io.tapewire.latency.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as a person reads them, each in at most nine characters. */
public final class Figure {
    private static final String[] LARGE = {"", " k", " M", " G"};
    private static final double KILO = 1_000;

    private Figure() {}

    /** What is not known is written so. */
    public static final String UNKNOWN = "-";

    /** Three digits and what the unit makes of them: {@code 7.31 µs}, {@code 2.9 M/s}. */
    public static String of(double value, Unit unit) {
        if (Double.isNaN(value)) {
            return UNKNOWN;
        }
        return switch (unit) {
            case NS -> time(value);
            case PER_SECOND -> large(value) + "/s";
            case BYTES_PER_SECOND -> large(value) + "B/s";
            case BYTES -> large(value) + "B";
            case COUNT -> large(value).strip();
        };
    }

    private static String time(double ns) {
        if (ns < KILO) {
            return digits(ns) + " ns";
        }
        double us = ns / KILO;
        return us < KILO
                ? digits(us) + " µs"
                : us < KILO * KILO ? digits(us / KILO) + " ms" : digits(us / KILO / KILO) + " s";
    }

    private static String large(double value) {
        int power = 0;
        double rest = value;
        while (Math.abs(rest) >= KILO && power < LARGE.length - 1) {
            rest /= KILO;
            power++;
        }
        return digits(rest) + (power == 0 ? " " : LARGE[power]);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        if (size != 0 && size < 0.005) {
            return String.format(Locale.ROOT, "%.1g", value);
        }
        int decimals = size == 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A ratio. */
    public static String ratio(double ratio) {
        if (Double.isNaN(ratio)) {
            return UNKNOWN;
        }
        return String.format(
                Locale.ROOT, ratio < 10 ? "%.3f" : ratio < 100 ? "%.1f" : "%.0f", ratio);
    }

    static String plain(double value) {
        if (value >= 1e6) {
            return new BigDecimal(value / 1e6)
                            .round(new MathContext(3))
                            .stripTrailingZeros()
                            .toPlainString()
                    + " M";
        }
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }
}
