package io.tapewire.driver.recovery;

import io.tapewire.driver.BusConnection;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.recovery.RecoveryAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * A recovery server on a thread and a connection of its own, so that serving takes no time from
 * whoever publishes. It ends with its media driver; then another is to be made.
 */
public final class RecoveryThread implements AutoCloseable {
    private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Thread thread;
    private final String aeronDir;
    private final RecoveryEndpoint endpoint;
    private final RecoveryLimits limits;
    private final FramesBySequence frames;
    private final Consumer<String> notices;
    private volatile RecoveryServer server;
    private volatile boolean closed;

    private RecoveryThread(
            String aeronDir,
            RecoveryEndpoint endpoint,
            RecoveryLimits limits,
            FramesBySequence frames,
            Consumer<String> notices) {
        this.aeronDir = aeronDir;
        this.endpoint = endpoint;
        this.limits = limits;
        this.frames = frames;
        this.notices = notices;
        this.thread = new Thread(this::run, "tw-recovery");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to serve. Returns at once: the driver may be one that the calling thread runs.
     *
     * @param aeronDir of the media driver
     * @param frames that are served; closed after this
     * @param notices told, on any thread, what is worth a person's notice, a sentence each
     */
    public static RecoveryThread start(
            String aeronDir,
            RecoveryEndpoint endpoint,
            RecoveryLimits limits,
            FramesBySequence frames,
            Consumer<String> notices) {
        RecoveryThread recovery = new RecoveryThread(aeronDir, endpoint, limits, frames, notices);
        recovery.thread.start();
        return recovery;
    }

    private void run() {
        try (BusConnection connection = BusConnection.attach(aeronDir, notices);
                RecoveryServer opened = RecoveryServer.open(connection, endpoint, limits, frames)) {
            server = opened;
            IdleStrategy idle = new BackoffIdleStrategy(10, 20, 1_000, MAX_PARK_NS);
            while (!closed && connection.isAlive()) {
                idle.idle(opened.doWork());
            }
        } catch (RuntimeException e) {
            if (!closed) {
                notices.accept("Recovery is not served: " + e.getMessage());
            }
        }
    }

    /** Where it is asked, to be announced; null until it serves. */
    public RecoveryAddress address() {
        RecoveryServer opened = server;
        return opened == null ? null : opened.address();
    }

    /** Its counters, which other threads may see late; null until it serves. */
    public RecoveryServer server() {
        return server;
    }

    /** Whether it serves, or will soon. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Serves no more; the frames are not touched after this. Idempotent. */
    @Override
    public void close() {
        closed = true;
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
