package io.tapewire.journal;

/** What a journal writer is doing. */
public enum JournalState {
    /** Taking frames. */
    WRITING("writing"),
    /** Answering "not now": less room than the reserve is left on the disk. Ends by itself. */
    DISK_FULL("waiting for room on the disk"),
    /** Closed: takes nothing any more. */
    CLOSED("closed");

    private final String text;

    JournalState(String text) {
        this.text = text;
    }

    /** Completes the sentence "the journal is ...". */
    public String text() {
        return text;
    }
}
