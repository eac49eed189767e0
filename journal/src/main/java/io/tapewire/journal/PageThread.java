package io.tapewire.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Touches pages for the slow feeds of a journal; mostly asleep. */
final class PageThread implements AutoCloseable {
    private static final long BUSY_NAP_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long IDLE_NAP_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<PageToucher> touchers = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "tw-pages");
    private final BooleanSupplier hasRoom;
    private volatile boolean closed;

    /**
     * @param hasRoom whether the disk has some to spare: a page for which it has none would kill
     *     the JVM
     */
    PageThread(BooleanSupplier hasRoom) {
        this.hasRoom = hasRoom;
        thread.setDaemon(true);
    }

    /** Starts it, on the CPUs of the calling thread. */
    void start() {
        thread.start();
    }

    /** Any thread. */
    void add(Frontier frontier) {
        touchers.add(new PageToucher(frontier, () -> !closed && hasRoom.getAsBoolean()));
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, touch() ? BUSY_NAP_NS : IDLE_NAP_NS);
        }
    }

    private synchronized boolean touch() {
        boolean busy = false;
        for (PageToucher toucher : touchers) {
            busy |= run(toucher);
        }
        return busy;
    }

    private boolean run(PageToucher toucher) {
        try {
            return toucher.run();
        } catch (RuntimeException | OutOfMemoryError | InternalError e) {
            // The feed does without: its writer will meet the same trouble, and say so.
            touchers.remove(toucher);
            toucher.release();
            return false;
        }
    }

    /** Lets all files go; before their writers close. Waits for a mebibyte at most. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        synchronized (this) {
            touchers.forEach(PageToucher::release);
            touchers.clear();
        }
    }
}
