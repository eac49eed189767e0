package io.tapewire.latency.compare;

/** What a value counts. */
public enum Unit {
    NS,
    PER_SECOND,
    BYTES_PER_SECOND,
    BYTES,
    COUNT;

    /**
     * Whether the value hangs on the machine's speed, so that those of two runs cannot be compared.
     */
    boolean drifts() {
        return this != BYTES && this != COUNT;
    }
}
