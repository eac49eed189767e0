package io.tapewire.run.output;

/** Whoever read standard output has gone, as {@code head} does when it has enough. */
public final class OutputClosedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputClosedException(Throwable cause) {
        super(cause);
    }
}
