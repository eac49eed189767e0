package io.tapewire.latency;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.recovery.RecoveryEndpoint;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.driver.recovery.RecoveryThread;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.schemas.Side;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Publishes trades at a steady pace from a thread of its own, waiting for nobody, and says what
 * each turn took. The exchange time of a trade is {@link System#nanoTime} at which its turn was
 * due, so that who is told of it knows how late it is, whoever was late.
 */
final class SteadyFeed implements AutoCloseable {
    private static final long TURN_NS = TimeUnit.MICROSECONDS.toNanos(500);

    private final Thread thread = new Thread(this::run, "soak-steady");
    private final BusConnection beside;
    private final PublisherSettings settings;
    private final int tradesATurn;
    private final int turns;
    private final Histogram turnNs = new Histogram(3);
    private volatile long startNs;
    private volatile long refused;
    private volatile boolean ended;
    private volatile boolean closed;
    private volatile RuntimeException failure;

    /**
     * @param settings that wait for nobody
     */
    SteadyFeed(
            BusConnection beside, PublisherSettings settings, int tradesASecond, long durationNs) {
        this.beside = beside;
        this.settings = settings;
        this.tradesATurn = (int) (tradesASecond * TURN_NS / TimeUnit.SECONDS.toNanos(1));
        this.turns = (int) (durationNs / TURN_NS);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (BusConnection bus = BusConnection.attach(beside.aeronDir(), System.err::println);
                TradePublisher publisher = TradePublisher.open(bus, settings);
                RecoveryThread serving =
                        RecoveryThread.start(
                                bus.aeronDir(),
                                RecoveryEndpoint.LOCAL,
                                RecoveryLimits.DEFAULT,
                                publisher.frames(),
                                System.err::println)) {
            while (!closed && !(publisher.isConnected() && serving.address() != null)) {
                publisher.doWork();
                LockSupport.parkNanos(100_000);
            }
            publisher.announce(serving.address());
            int instrument = publisher.addInstrument("A", "B");
            startNs = System.nanoTime();
            long dueNs = startNs;
            for (int turn = 0; turn < turns && !closed; turn++) {
                while (System.nanoTime() - dueNs < 0) {
                    LockSupport.parkNanos(10_000);
                }
                turn(publisher, instrument, dueNs);
                dueNs += TURN_NS;
            }
            refused = publisher.frames(PublishResult.BACK_PRESSURED);
            publisher.end(true);
            ended = true;
            while (!closed) {
                publisher.doWork();
                LockSupport.parkNanos(100_000);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void turn(TradePublisher publisher, int instrument, long dueNs) {
        long startNs = System.nanoTime();
        for (int i = 0; i < tradesATurn; i++) {
            publisher.publish(dueNs, instrument, 1, 1, Side.BUY, i);
        }
        publisher.doWork();
        turnNs.recordValue(System.nanoTime() - startNs);
    }

    long trades() {
        return (long) tradesATurn * turns;
    }

    /** When the first trade was due. */
    long startNs() {
        return startNs;
    }

    /** Whether the last trade is out. */
    boolean hasEnded() {
        if (failure != null) {
            throw failure;
        }
        return ended;
    }

    /** What its turns took, late ones included; once it has ended. */
    Histogram turnNs() {
        return turnNs;
    }

    /** Frames that were not sent live; once it has ended. */
    long refused() {
        return refused;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
