package io.tapewire.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM end a command in order: its loop sees {@link #isRequested}, it closes what it
 * opened and says its summary, and the process ends with the command's own status. A command that
 * does not come to its end in ten seconds is ended anyway, and at once by a second Ctrl-C.
 */
final class Shutdown implements AutoCloseable {
    private static final long HEARING_MS = 500;
    private static final long PATIENCE_S = 10;
    // One Ctrl-C may arrive twice: from the terminal, and from a parent that passes it on.
    private static final long SAME_SIGNAL_NS = TimeUnit.SECONDS.toNanos(1);

    private final Thread commandThread = Thread.currentThread();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private long requestedNs;
    private boolean heard;

    /** To be made by the command's thread. */
    Shutdown() {}

    /** Hears the process's signals from now on. */
    Shutdown listening() {
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Signals.handle(signal, this::onSignal);
        }
        return this;
    }

    boolean isRequested() {
        return requested;
    }

    /**
     * To be called by the command's thread when it has seen that it is to stop: it closes in order
     * then, and will not be interrupted, which neither Aeron nor Chronicle Queue takes well.
     */
    synchronized void onHeard() {
        heard = true;
        Thread.interrupted();
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
        try {
            if (!finished.await(HEARING_MS, TimeUnit.MILLISECONDS)) {
                interruptUnlessHeard();
                if (!finished.await(PATIENCE_S, TimeUnit.SECONDS)) {
                    endAnyway("not ended in " + PATIENCE_S + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a wait that does not look for {@link #isRequested}. */
    private synchronized void interruptUnlessHeard() {
        if (!heard) {
            commandThread.interrupt();
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
