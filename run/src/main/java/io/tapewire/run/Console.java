package io.tapewire.run;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Standard error: notices, a line each, and on a terminal one line of progress that is written over
 * and over. Any thread.
 */
public final class Console {
    private static final String CLEAR_LINE = "\r\u001b[K";

    // A longer line would wrap on the narrowest terminals, and not be cleared.
    private static final int WIDTH = 79;

    private final PrintStream err;
    private final boolean terminal;
    private boolean progressShown;

    Console(PrintStream err) {
        this(err, "1".equals(System.getenv("TAPEWIRE_STDERR_IS_TERMINAL")));
    }

    /**
     * @param err where it writes
     * @param terminal whether that shows progress
     */
    public Console(PrintStream err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    static Console silent() {
        return new Console(new PrintStream(OutputStream.nullOutputStream()), false);
    }

    /** One sentence, marked as Tapewire's. */
    public synchronized void notice(String sentence) {
        clearProgress();
        err.println("tapewire: " + sentence);
    }

    /** A line of a summary, as it is. */
    public synchronized void line(String text) {
        clearProgress();
        err.println(text);
    }

    /** Shown on a terminal only, until the next line or notice. */
    public synchronized void progress(String text) {
        if (terminal) {
            err.print(CLEAR_LINE + text.substring(0, Math.min(text.length(), WIDTH)));
            err.flush();
            progressShown = true;
        }
    }

    /** Whether progress is shown. */
    public boolean isTerminal() {
        return terminal;
    }

    private void clearProgress() {
        if (progressShown) {
            err.print(CLEAR_LINE);
            progressShown = false;
        }
    }
}
