package io.tapewire.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM end a command in order: its loop sees {@link #isRequested}, it closes what it
 * opened and says its summary, and the process ends with the command's own status. A command that
 * does not come to its end in ten seconds is ended anyway.
 */
final class Shutdown implements AutoCloseable {
    private static final long PATIENCE_S = 10;
    private static final long HEARING_MS = 500;

    private final Thread commandThread = Thread.currentThread();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onSignal, "tw-shutdown");
    private volatile boolean requested;
    private boolean heard;
    private volatile int status = Tapewire.INTERRUPTED;

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
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

    /** Ends a wait that does not look for {@link #isRequested}. */
    private synchronized void interruptUnlessHeard() {
        if (!heard) {
            commandThread.interrupt();
        }
    }

    /** Ends the process with the status, whether or not a signal came. */
    void finish(int commandStatus) {
        status = commandStatus;
        finished.countDown();
        System.exit(commandStatus);
    }

    private void onSignal() {
        if (finished.getCount() == 0) {
            return;
        }
        requested = true;
        try {
            if (finished.await(HEARING_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
            interruptUnlessHeard();
            if (!finished.await(PATIENCE_S, TimeUnit.SECONDS)) {
                System.err.println("tapewire: not ended in " + PATIENCE_S + " s; ending anyway");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.out.flush();
        // The status would otherwise be the signal's, even where all was done in order.
        Runtime.getRuntime().halt(status);
    }

    @Override
    public void close() {
        finished.countDown();
    }
}
