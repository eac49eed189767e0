package io.tapewire.run;

import io.tapewire.schemas.TapewireException;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/**
 * A length of time as a user writes it: seconds, 0 or more, with decimals.
 *
 * @param value up to a billion
 */
record Seconds(BigDecimal value) {
    private static final BigDecimal NANOS = BigDecimal.valueOf(TimeUnit.SECONDS.toNanos(1));
    private static final BigDecimal LONGEST = BigDecimal.valueOf(1_000_000_000);

    Seconds(long seconds) {
        this(BigDecimal.valueOf(seconds));
    }

    static Seconds parse(String text) {
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() >= 0 && seconds.compareTo(LONGEST) <= 0) {
                return new Seconds(seconds);
            }
        } catch (NumberFormatException ignored) {
            // Said below.
        }
        throw new TapewireException("'" + text + "' is no time: give seconds, 0 or more.");
    }

    long ns() {
        return value.multiply(NANOS).longValue();
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
