package io.tapewire.publisher;

import java.util.concurrent.atomic.AtomicInteger;

/** Lets readers into memory until it is closed, which waits for those who are inside. */
final class ReaderGate {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger inside = new AtomicInteger();

    /** Whether the caller may go in, and then must leave. */
    boolean enter() {
        if (inside.incrementAndGet() > 0) {
            return true;
        }
        inside.decrementAndGet();
        return false;
    }

    void leave() {
        inside.decrementAndGet();
    }

    boolean isClosed() {
        return inside.get() < 0;
    }

    /**
     * Lets nobody in any more, and waits until all have left; for one thread.
     *
     * @return false where it was closed before
     */
    boolean close() {
        if (isClosed()) {
            return false;
        }
        inside.addAndGet(CLOSED);
        while (inside.get() != CLOSED) {
            Thread.onSpinWait();
        }
        return true;
    }
}
