package io.tapewire.schemas.pace;

import io.tapewire.schemas.TapewireException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast trades go out: as fast as they can, at their own times, at a multiple of these, or at a
 * fixed rate. Immutable.
 */
public final class Pace {
    /** As fast as trades can go out. */
    public static final Pace MAX = new Pace("max", Kind.MAX, 0);

    /** At the distances in time that the trades had. */
    public static final Pace ORIGINAL = new Pace("original", Kind.TIMES, 1);

    private static final Pattern TIMES = Pattern.compile("x(\\d+(?:\\.\\d+)?)");
    private static final Pattern RATE = Pattern.compile("(\\d+(?:\\.\\d+)?)([kM]?)/s");

    enum Kind {
        MAX,
        TIMES,
        RATE
    }

    private final String text;
    private final Kind kind;
    private final double value;

    private Pace(String text, Kind kind, double value) {
        this.text = text;
        this.kind = kind;
        this.value = value;
    }

    /**
     * @param text {@code max}, {@code original}, {@code xN} for N times as fast as the original, or
     *     {@code N/s} for N trades a second, where {@code k} and {@code M} may follow N; N is a
     *     decimal number above zero
     * @return what it says
     * @throws TapewireException where it says nothing
     */
    public static Pace parse(String text) {
        if (text.equals(MAX.text)) {
            return MAX;
        }
        if (text.equals(ORIGINAL.text)) {
            return ORIGINAL;
        }
        Matcher times = TIMES.matcher(text);
        if (times.matches()) {
            return checked(text, Kind.TIMES, Double.parseDouble(times.group(1)));
        }
        Matcher rate = RATE.matcher(text);
        if (rate.matches()) {
            double unit =
                    switch (rate.group(2)) {
                        case "k" -> 1e3;
                        case "M" -> 1e6;
                        default -> 1;
                    };
            return checked(text, Kind.RATE, Double.parseDouble(rate.group(1)) * unit);
        }
        throw unknown(text);
    }

    private static Pace checked(String text, Kind kind, double value) {
        if (value > 0 && value <= Double.MAX_VALUE) {
            return new Pace(text, kind, value);
        }
        throw unknown(text);
    }

    private static TapewireException unknown(String text) {
        return new TapewireException(
                ("The pace \"%s\" is none: use max, original, xN for N times the original (x10,"
                                + " x0.5), or N/s for N trades a second (500/s, 100k/s, 2M/s), N"
                                + " above zero.")
                        .formatted(text));
    }

    Kind kind() {
        return kind;
    }

    /** The multiple, or trades a second. */
    double value() {
        return value;
    }

    /** Whether every trade is due at once, so that no clock needs to be read. */
    public boolean isMax() {
        return kind == Kind.MAX;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
