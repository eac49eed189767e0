package io.tapewire.run;

import io.tapewire.schemas.TapewireException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One end of a range as a user writes it: a sequence, or an exchange time.
 *
 * @param isTime whether the value is a time, in ns since the epoch
 */
record Bound(boolean isTime, long value) {
    // No session has so many items, and no exchange time is so early: it is 12 days into 1970.
    private static final long FIRST_TIME = 1_000_000_000_000_000L;

    static Bound parse(String text) {
        try {
            long number = Long.parseLong(text);
            return new Bound(number >= FIRST_TIME, number);
        } catch (NumberFormatException e) {
            return new Bound(true, time(text));
        }
    }

    private static long time(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            return Math.addExact(
                    Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                    instant.getNano());
        } catch (DateTimeException | ArithmeticException e) {
            throw new TapewireException(
                    "'%s' is neither a sequence nor a time: give 1234, ns since the epoch, or"
                                    .formatted(text)
                            + " 2024-08-09T11:47:35.342Z.",
                    e);
        }
    }

    /** Whether a trade is not before this bound. */
    boolean isAtOrBefore(long timeNs, long sequence) {
        return value <= (isTime ? timeNs : sequence);
    }

    /** Whether a trade is not after this bound. */
    boolean isAtOrAfter(long timeNs, long sequence) {
        return value >= (isTime ? timeNs : sequence);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
