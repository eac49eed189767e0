package io.tapewire.driver;

import io.tapewire.schemas.TapewireException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What becomes of a connection whose driver, or client, is gone: looks for a driver in the same
 * directory, ten times a second, and attaches to it. For the connection's thread.
 */
final class DriverSearch {
    private static final long RETRY_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BusDriver driver;
    private final String aeronDir;
    private final Consumer<String> notices;
    private DriverBeat beat;
    private long nextTryNs;

    /**
     * @param driver the one in this process; null where it has a process of its own
     */
    DriverSearch(BusDriver driver, String aeronDir, Consumer<String> notices) {
        this.driver = driver;
        this.aeronDir = aeronDir;
        this.notices = notices;
    }

    /**
     * @param why the driver, or the client of it, is gone: the end of a sentence
     */
    void begin(String why) {
        nextTryNs = System.nanoTime();
        // One in this process is still there: the thread stood still for longer than driver and
        // client wait for each other.
        String next = driver == null ? "waiting for one there" : "attaching again";
        notices.accept("Lost the media driver at %s (%s): %s.".formatted(aeronDir, why, next));
        beat = driver == null ? new DriverBeat(aeronDir) : null;
    }

    /**
     * @return a client of the driver that is there; null where there is none yet, or it is not time
     *     to look
     */
    BusClient look() {
        long nowNs = System.nanoTime();
        if (nowNs - nextTryNs < 0) {
            return null;
        }
        nextTryNs = nowNs + RETRY_NS;
        try {
            return driver == null ? attach() : beside();
        } catch (TapewireException e) {
            // It died in between, or is no driver for us: the next look tells.
            return null;
        }
    }

    private BusClient beside() {
        return driver.isHealthy() ? BusClient.beside(driver, notices) : null;
    }

    private BusClient attach() {
        CncFile found = beat.look();
        if (found == null) {
            return null;
        }
        BusClient client = BusClient.attach(aeronDir, found.pid(), notices);
        notices.accept(
                "A media driver is at %s again (process %d).".formatted(aeronDir, found.pid()));
        return client;
    }
}
