package io.tapewire.driver;

import java.util.Locale;

/** How a driver's work is spread over threads. */
public enum Layout {
    /** Chosen by the CPUs that this process may really use. */
    AUTO,
    /** No thread of its own: the application's thread (or a driver process's main one) does it. */
    INLINE,
    /** One thread. */
    SHARED,
    /** Conductor, sender and receiver, a thread each. */
    DEDICATED;

    /** As a user writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
