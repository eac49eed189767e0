package io.tapewire.subscriber.faults;

import io.tapewire.schemas.TapewireException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long, in time or in frames that arrive.
 *
 * @param length ns, or frames
 */
record Span(long length, boolean inFrames) {
    static final Span NONE = new Span(0, true);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(f|us|ms|s)");
    private static final int MAX_SECONDS = 3_600;

    /** Parses what the setting of this name was given. */
    static Span parse(String name, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            Span span =
                    switch (matcher.group(2)) {
                        case "us" -> new Span(TimeUnit.MICROSECONDS.toNanos(number), false);
                        case "ms" -> new Span(TimeUnit.MILLISECONDS.toNanos(number), false);
                        case "s" -> new Span(TimeUnit.SECONDS.toNanos(number), false);
                        default -> new Span(number, true);
                    };
            if (span.inFrames || span.length <= TimeUnit.SECONDS.toNanos(MAX_SECONDS)) {
                return span;
            }
        }
        throw new TapewireException(
                ("The fault \"%s=%s\" has no length to use: give a whole number with its unit,"
                                + " such as 2ms, 500us, 10s (an hour at most) or 20f for frames.")
                        .formatted(name, text));
    }
}
