package io.tapewire.latency.trial;

import java.util.Locale;

/** Which process of a trial one is. */
public enum Role {
    /** Where trades begin. */
    ORIGIN,
    /** Where they arrive. */
    FAR,
    /** The only process of the trial. */
    ALONE;

    /** As names of metrics end. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
