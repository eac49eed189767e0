package io.tapewire.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM end a command in order: its loop sees {@link #isRequested}, it closes what it
 * opened and says its summary, and the process ends with the command's own status. A command that
 * does not come to its end in ten seconds is ended anyway, and at once by a second Ctrl-C.
 */
public final class Shutdown implements AutoCloseable {
    private static final long PATIENCE_S = 10;
    // One Ctrl-C may arrive twice: from the terminal, and from a parent that passes it on.
    private static final long SAME_SIGNAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private long requestedNs;
    private volatile Runnable whenRequested = () -> {};

    /** Hears the process's signals from now on. */
    Shutdown listening() {
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Signals.handle(signal, this::onSignal);
        }
        return this;
    }

    /** Whether the command is to come to its end. Any thread. */
    public boolean isRequested() {
        return requested;
    }

    /**
     * Also does this then, on a thread of its own: ends a wait that does not look. The command's
     * thread is not interrupted for it, since that closes the channels and files which it is using.
     */
    public void whenRequested(Runnable action) {
        whenRequested = action;
        if (requested) {
            action.run();
        }
    }

    void onSignal() {
        if (isFirst()) {
            awaitEnd();
        } else if (System.nanoTime() - requestedNs > SAME_SIGNAL_NS) {
            endAnyway("stopped twice");
        }
    }

    private synchronized boolean isFirst() {
        if (requested) {
            return false;
        }
        requestedNs = System.nanoTime();
        requested = true;
        return true;
    }

    private void awaitEnd() {
        whenRequested.run();
        try {
            if (!finished.await(PATIENCE_S, TimeUnit.SECONDS)) {
                endAnyway("not ended in " + PATIENCE_S + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void endAnyway(String why) {
        System.err.println("tapewire: " + why + "; ending at once");
        Runtime.getRuntime().halt(Tapewire.INTERRUPTED);
    }

    @Override
    public void close() {
        finished.countDown();
    }
}
