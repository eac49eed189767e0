package io.tapewire.latency.subject;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.CorePinning;
import io.tapewire.driver.Tether;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.schemas.EpochClock;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SubscriberSettings;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.IdleStrategy;

/**
 * A journal that reads the bus for itself, on a thread of its own: one more than there are cores on
 * a machine with two. It reads as fast as the slowest may, so that nothing is missing in it.
 */
final class JournalThread implements AutoCloseable {
    private final String aeronDir;
    private final BusAddress address;
    private final Path dir;
    private final int cpu;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "tw-journal");
    private volatile boolean stop;
    private volatile long bytes;
    private volatile long refused;
    private volatile String trouble = "";

    /**
     * @param cpu to which it is pinned; -1 for none
     */
    JournalThread(String aeronDir, BusAddress address, Path dir, int cpu) {
        this.aeronDir = aeronDir;
        this.address = address;
        this.dir = dir;
        this.cpu = cpu;
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        if (cpu >= 0) {
            CorePinning.pinCurrentThread(cpu, System.err::println);
        }
        SubscriberSettings settings =
                SubscriberSettings.DEFAULT.withLines(address).withTether(Tether.TETHERED);
        try (BusConnection bus = BusConnection.attach(aeronDir, System.err::println);
                JournalWriter journal =
                        JournalWriter.open(dir, JournalSettings.defaults(), new EpochClock());
                FeedSubscriber subscriber =
                        FeedSubscriber.open(bus, settings, journal, FeedListener.NONE)) {
            ready.countDown();
            IdleStrategy idle = bus.newIdleStrategy();
            while (!stop) {
                idle.idle(subscriber.doWork());
                bytes = subscriber.bytes();
            }
            refused = journal.refused();
            if (refused > 0 || subscriber.counts().missing() > 0) {
                trouble =
                        "The journal refused %d frames and missed %d items."
                                .formatted(refused, subscriber.counts().missing());
            }
        } catch (RuntimeException e) {
            trouble = "The journal failed: " + e.getMessage();
        } finally {
            ready.countDown();
        }
    }

    boolean isReady() {
        return ready.getCount() == 0;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Of good frames so far. */
    long bytes() {
        return bytes;
    }

    /** Frames that had no room on its disk, once it has ended. */
    long refused() {
        return refused;
    }

    /** One sentence, once it has ended; empty where all is well. */
    String trouble() {
        return trouble;
    }

    /** Returns at once; the thread needs the driver to leave. */
    @Override
    public void close() {
        stop = true;
    }
}
