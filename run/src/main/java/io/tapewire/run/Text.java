package io.tapewire.run;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Numbers as a person reads them. */
final class Text {
    private static final double MEGA = 1e6;

    private Text() {}

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** How much a count grew in a time, per second. */
    static String rate(long grown, long elapsedNs) {
        double perSecond = grown * (double) TimeUnit.SECONDS.toNanos(1) / Math.max(1, elapsedNs);
        if (perSecond >= MEGA) {
            return String.format(Locale.ROOT, "%.2f M/s", perSecond / MEGA);
        }
        return String.format(Locale.ROOT, "%,.0f/s", perSecond);
    }

    static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / MEGA);
    }

    static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.1f s", ns / 1e9);
    }

    static String micros(long ns) {
        return String.format(Locale.ROOT, "%,.1f µs", ns / 1e3);
    }
}
