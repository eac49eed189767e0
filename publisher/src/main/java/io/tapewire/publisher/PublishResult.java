package io.tapewire.publisher;

/** What became of a trade or a frame. */
public enum PublishResult {
    /**
     * In a frame that was not sent yet; a later {@code publish}, {@code flush} or {@code doWork}
     * sends it.
     */
    BATCHED("batched"),
    /** Taken by the media driver. */
    SENT("sent"),
    /** Not sent live: readers are behind and the window is full. Its sequences are a gap. */
    BACK_PRESSURED("refused: back pressure"),
    /** Not sent live: nobody listens. Its sequences are used. */
    NOT_CONNECTED("refused: nobody listens"),
    /** Not sent: the publication or its connection to the media driver is closed. */
    CLOSED("refused: the publication is closed"),
    /** Not sent: the stream has carried all bytes that one publication can number. */
    MAX_POSITION("refused: the stream is at its greatest position");

    private final String text;

    PublishResult(String text) {
        this.text = text;
    }

    /** Whether a frame was not sent live. */
    public boolean isRefused() {
        return this != BATCHED && this != SENT;
    }

    /** Completes the sentence "the frame was ...". */
    public String text() {
        return text;
    }
}
