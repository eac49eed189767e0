package io.tapewire.subscriber;

/** How a session ended, as a reader knows it. */
public enum SessionEnd {
    /** Its publisher said that everything was published. */
    COMPLETE("complete"),
    /** Its publisher said that it stopped before the end of its source. */
    EARLY("early"),
    /** Its publisher never said so: a newer session of the feed began. */
    REPLACED("replaced by a newer session");

    private final String text;

    SessionEnd(String text) {
        this.text = text;
    }

    /** Completes the sentence "the session ended ...". */
    public String text() {
        return text;
    }
}
