package io.tapewire.latency.work;

/** The works of two processes. */
public enum Kind {
    /** The far end sends each trade back at once; the whole way is measured. */
    ECHO,
    /** From the scheduled time to the delivery at the far end. */
    ONE_WAY,
    /** As fast as the readers take it. */
    FLOOD,
    /** An even rate that must be borne without a loss or a refusal. */
    SUSTAINED
}
