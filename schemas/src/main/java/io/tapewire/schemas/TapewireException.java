package io.tapewire.schemas;

/**
 * Something that the person who runs the bus can put right: bad input, a missing directory, a dead
 * driver.
 *
 * <p>The message is one sentence that says what is wrong, where, and what to do; a command prints
 * it and nothing else. Never thrown on the path of a trade.
 */
public final class TapewireException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence: what, where, what to do
     */
    public TapewireException(String message) {
        super(message);
    }

    /**
     * @param message one sentence: what, where, what to do
     * @param cause kept for a debugger, never needed to understand the message
     */
    public TapewireException(String message, Throwable cause) {
        super(message, cause);
    }
}
