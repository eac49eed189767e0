package io.tapewire.journal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Touches pages for all feeds of a journal; asleep but for a hundredth of the time. */
final class PageThread implements AutoCloseable {
    private static final long BUSY_NAP_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long IDLE_NAP_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<PageToucher> touchers = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "tw-pages");
    private volatile boolean closed;

    /** Starts it, on the CPUs of the calling thread. */
    PageThread() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Any thread. */
    void add(Frontier frontier) {
        touchers.add(new PageToucher(frontier));
    }

    private void run() {
        try {
            while (!closed) {
                LockSupport.parkNanos(this, touch() ? BUSY_NAP_NS : IDLE_NAP_NS);
            }
        } catch (InternalError e) {
            // The disk has no room for a page: it is the writer's to say so.
        } finally {
            touchers.forEach(PageToucher::release);
        }
    }

    private boolean touch() {
        boolean busy = false;
        for (PageToucher toucher : touchers) {
            busy |= toucher.run();
        }
        return busy;
    }

    /** Lets all files go; before their writers close. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
