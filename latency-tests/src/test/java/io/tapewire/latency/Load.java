package io.tapewire.latency;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.recovery.RecoveryEndpoint;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.driver.recovery.RecoveryThread;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.SourcePublisher;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.TradeSource;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.schemas.pace.Pacer;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.IdleStrategy;

/** Publishes a tape on a thread of its own once somebody listens, and serves it on another. */
final class Load implements AutoCloseable {
    private final Thread thread = new Thread(this::run, "soak-load");
    private final String aeronDir;
    private final PublisherSettings settings;
    private final TradeSource tape;
    private final Pace pace;
    private volatile long session;
    private volatile long published;
    private volatile long endedNs;
    private volatile Throwable failure;
    private volatile boolean closed;

    private Load(String aeronDir, PublisherSettings settings, TradeSource tape, Pace pace) {
        this.aeronDir = aeronDir;
        this.settings = settings;
        this.tape = tape;
        this.pace = pace;
    }

    /**
     * @param tape of which it alone reads
     */
    static Load start(
            BusConnection beside, PublisherSettings settings, TradeSource tape, Pace pace) {
        Load load = new Load(beside.aeronDir(), settings, tape, pace);
        load.thread.start();
        return load;
    }

    private void run() {
        try (BusConnection bus = BusConnection.attach(aeronDir, System.err::println);
                TradePublisher publisher = TradePublisher.open(bus, settings);
                RecoveryThread serving =
                        RecoveryThread.start(
                                aeronDir,
                                RecoveryEndpoint.LOCAL,
                                RecoveryLimits.DEFAULT,
                                publisher.frames(),
                                System.err::println)) {
            IdleStrategy idle = bus.newIdleStrategy();
            while (!closed && serving.address() == null) {
                idle.idle(publisher.doWork());
            }
            publisher.announce(serving.address());
            session = publisher.session();
            turn(idle, publisher, publisher::isConnected);
            SourcePublisher pump = new SourcePublisher(tape, publisher, new Pacer(pace));
            while (!closed && !pump.isDone()) {
                idle.idle(pump.doWork());
                published = pump.published();
            }
            publisher.end(true);
            endedNs = System.nanoTime();
            turn(idle, publisher, () -> false);
        } catch (RuntimeException | AssertionError e) {
            failure = e;
        }
    }

    private void turn(IdleStrategy idle, TradePublisher publisher, BooleanSupplier until) {
        while (!closed && !until.getAsBoolean()) {
            idle.idle(publisher.doWork());
        }
    }

    /** Names the session; 0 before it is served. */
    long session() {
        check();
        return session;
    }

    /** Trades so far. */
    long published() {
        check();
        return published;
    }

    /** When the last trade was out, {@link System#nanoTime}; 0 before. */
    long endedNs() {
        check();
        return endedNs;
    }

    /** Fails where the publisher did. */
    void check() {
        if (failure != null) {
            throw new AssertionError("the publisher failed", failure);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        tape.close();
    }
}
