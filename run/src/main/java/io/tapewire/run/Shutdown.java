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

    private final Thread commandThread = Thread.currentThread();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onSignal, "tw-shutdown");
    private volatile boolean requested;
    private volatile int status = Tapewire.INTERRUPTED;

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean isRequested() {
        return requested;
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
        commandThread.interrupt();
        try {
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
