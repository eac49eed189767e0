package io.tapewire.schemas.tape;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The columns that every tape has, in the order in which {@link TapeLine} writes them. */
public enum TapeColumn {
    /** Exchange time: ns since the epoch; read as ISO-8601 too. */
    TIME,
    /** What is traded. */
    SYMBOL,
    /** Where; may be empty. */
    VENUE,
    /** Decimal with at most nine decimals. */
    PRICE,
    /** Decimal with at most eight decimals. */
    QUANTITY,
    /** The aggressor: {@code B}, {@code S} or empty. */
    SIDE,
    /** The venue's 64-bit integer, or empty. */
    TRADE_ID;

    /** The canonical header row, without its line end. */
    public static final String HEADER =
            Arrays.stream(values()).map(TapeColumn::text).collect(Collectors.joining(","));

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Its name in the header row. */
    public String text() {
        return text;
    }
}
