package io.tapewire.driver;

import java.util.Locale;

/** The part a thread plays; what {@code --pin role=cpu} names. */
public enum Role {
    /** The dedicated driver's administration. */
    CONDUCTOR,
    /** The dedicated driver's sending half. */
    SENDER,
    /** The dedicated driver's receiving half. */
    RECEIVER,
    /** The one driver thread of the shared layout. */
    SHARED,
    /** The application's own thread, which in the inline layout is the driver's as well. */
    APP;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The name as a user writes it. */
    String word() {
        return word;
    }

    /** Linux shows 15 characters. */
    String threadName() {
        return "tw-" + word;
    }
}
