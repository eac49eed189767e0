package io.tapewire.driver;

import java.util.Locale;

/** What a thread does when it found nothing to do. */
public enum Idle {
    /** Chosen with the layout. */
    AUTO,
    /** Burns its core: fastest, and a trap where there are not enough cores. */
    SPIN,
    /** Spins a little, then yields, then sleeps for ever longer, up to some 50 microseconds. */
    BACKOFF;

    /** As a user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
