package io.tapewire.subscriber.faults;

/** What a {@link FaultInjector} does to frames, each counted exactly. */
public enum FaultKind {
    /** Dropped. */
    LOST("lost"),
    /** Passed twice, the second right after the first. */
    DOUBLED("doubled"),
    /** Passed after a frame that had arrived later. */
    REORDERED("reordered"),
    /** Damaged or cut short: passed as other bytes than arrived. */
    CORRUPTED("corrupted"),
    /** Held for the set delay. */
    DELAYED("delayed"),
    /** Held because everything stood still. */
    STALLED("stalled"),
    /** Passed before its time, because there was no room to hold more. */
    HURRIED("hurried");

    private final String text;

    FaultKind(String text) {
        this.text = text;
    }

    /** Completes the sentence "the frame was ...". */
    public String text() {
        return text;
    }
}
