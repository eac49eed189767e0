package io.tapewire.latency.subject;

/** Which way trades go. */
public enum Way {
    /** From the origin to the far end. */
    THERE,
    /** From the far end to the origin. */
    BACK
}
