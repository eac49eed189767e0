package io.tapewire.driver;

import io.aeron.Aeron;
import io.tapewire.schemas.TapewireException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * An application's connection to a driver: to one that runs already, anybody's, or to one embedded
 * beside it. For one thread, the application's, unless a method says otherwise.
 *
 * <p>An attached connection outlives its driver: {@link #doWork} notices its death, closes what
 * belonged to it, waits for a new driver in the same directory, and attaches to that. {@link
 * BusPublication} and {@link BusSubscription} follow; whoever holds anything else of {@link #aeron}
 * makes it anew when {@link #generation} has changed. A connection with an embedded driver ends
 * with that.
 */
public final class BusConnection implements AutoCloseable {
    /**
     * From here up an attached application may spin beside a driver, another one and the kernel.
     */
    private static final int ATTACHED_SPIN_CPUS = 4;

    /**
     * A loop over shared memory finds its messages without a turn, which costs it two locked
     * instructions, and lines of memory that the other end has just written. Room in a log is
     * noticed so much later, in which a core fills a hundredth of a usual window.
     */
    private static final long TURN_INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(10);

    private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final BusDriver driver;
    private final NanoClock clock;
    private final Consumer<String> notices;
    private final DriverSearch search;
    private final String aeronDir;
    private final String described;
    private final boolean spins;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Map<String, BusPublication> publications = new HashMap<>();
    private volatile BusClient client;
    private volatile int generation = 1;
    private volatile boolean lost;
    private boolean up = true;
    private long turns;
    private long nowNs = System.nanoTime();
    private long turnedNs = nowNs - TURN_INTERVAL_NS;

    private BusConnection(
            BusDriver driver,
            BusClient client,
            String aeronDir,
            String described,
            boolean spins,
            Consumer<String> notices) {
        this.driver = driver;
        this.clock = driver == null ? SystemNanoClock.INSTANCE : driver.clock();
        this.client = client;
        this.aeronDir = aeronDir;
        this.described = described;
        this.spins = spins;
        this.notices = notices;
        this.search = new DriverSearch(driver, aeronDir, notices);
    }

    /**
     * Attaches to a driver that runs, ours or somebody else's.
     *
     * @param notices told, on any thread, what is worth a person's notice, a sentence each: of the
     *     driver's death and of the next one as well
     * @throws TapewireException if none runs there that this library can talk to
     */
    public static BusConnection attach(String aeronDir, Consumer<String> notices) {
        DriverDirectory found = DriverDirectory.examine(aeronDir);
        found.requireLive();
        boolean spins = UsableCpus.ofThisProcess().count() >= ATTACHED_SPIN_CPUS;
        String described =
                "attached to the driver at %s (process %d), %s"
                        .formatted(
                                aeronDir,
                                found.pid(),
                                spins ? "spinning" : "backing off when idle");
        BusClient client = BusClient.attach(aeronDir, found.pid(), notices);
        return new BusConnection(null, client, aeronDir, described, spins, notices);
    }

    /**
     * Starts a driver in this process and attaches to it; closing the connection stops it.
     *
     * @param notices told, on any thread, what is worth a person's notice, a sentence each
     * @throws TapewireException if the driver cannot be started
     */
    public static BusConnection embedded(DriverSettings settings, Consumer<String> notices) {
        BusDriver driver = BusDriver.embedded(settings, notices);
        try {
            return new BusConnection(
                    driver,
                    BusClient.beside(driver, notices),
                    driver.aeronDir(),
                    "embedded " + driver.describe(),
                    driver.plan().spins(),
                    notices);
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    /**
     * The client of this generation, closed while the driver is gone; close the connection, not
     * this. What belongs to it may not be used any more once the generation has changed.
     */
    public Aeron aeron() {
        return client.aeron();
    }

    /** Counts the clients that this connection has had, from 1; any thread. */
    public int generation() {
        return generation;
    }

    /**
     * One turn of the client's work and, in the inline layout, of the driver's, to be called in
     * every duty cycle, at least every second (after ten seconds without, driver and client give
     * each other up). While an attached driver is gone, looks for a new one, ten times a second.
     *
     * @return how much was done
     */
    public int doWork() {
        if (closed.get()) {
            return 0;
        }
        turns++;
        int driverWork = driver == null ? 0 : driver.doWork();
        nowNs = clock.nanoTime();
        return driverWork + clientTurn();
    }

    /**
     * The same for a loop that comes round at once: a whole turn every 10 microseconds, or in the
     * first round after a pause, and otherwise only what carries datagrams, where any arrive in
     * turns.
     */
    int doLoop() {
        if (closed.get()) {
            return 0;
        }
        int work = 0;
        long dueNs = TURN_INTERVAL_NS;
        if (driver == null || !driver.receivesInTurns()) {
            nowNs = System.nanoTime();
        } else if (nowNs - turnedNs < TURN_INTERVAL_NS) {
            work = driver.carry();
            nowNs = clock.nanoTime();
            // That was a turn nearly; the next round has the rest, unless it was long in coming.
            dueNs = PAUSE_NS;
        }
        if (nowNs - turnedNs >= dueNs) {
            return work + doWork();
        }
        turns++;
        return work;
    }

    private int clientTurn() {
        turnedNs = nowNs;
        if (lost) {
            return find();
        }
        int work = client.doWork();
        String why = client.whyGone(nowNs);
        if (why != null) {
            lose(why);
            return work + 1;
        }
        up = driver == null || driver.isHealthy();
        return work;
    }

    /**
     * When the last turn began, of {@link System#nanoTime()}: in a loop, a turn ago at most, and
     * cheaper than to ask again.
     */
    public long nowNs() {
        return nowNs;
    }

    /** Those that are open, by what was asked for. */
    Map<String, BusPublication> publications() {
        return publications;
    }

    /** Counts the turns, those in which there was nothing to do but to read the time included. */
    long turns() {
        return turns;
    }

    /**
     * What {@link #isAlive} would have answered in the client's last turn, at most 10 microseconds
     * ago in a loop, and for the loop's thread alone: cheap enough to ask each time round.
     */
    public boolean isUp() {
        return up;
    }

    private void lose(String why) {
        lost = true;
        up = false;
        client.close();
        search.begin(why);
        find();
    }

    private int find() {
        BusClient next = search.look();
        if (next == null) {
            return 0;
        }
        client = next;
        generation++;
        lost = false;
        up = true;
        return 1;
    }

    /** For those that make their part anew with each client. */
    void tell(String notice) {
        notices.accept(notice);
    }

    /** Where the driver is; others may attach to it there. */
    public String aeronDir() {
        return aeronDir;
    }

    /** Whether the driver lives in this process, and dies with this connection. */
    public boolean isEmbedded() {
        return driver != null;
    }

    /** One line: which driver, and how it and this application run. */
    public String describe() {
        return described;
    }

    /**
     * Whether driver and client both work. An attached connection may come back to life; one with
     * an embedded driver does not. Cheap; any thread.
     */
    public boolean isAlive() {
        return !closed.get() && !lost && client.isAlive() && (driver == null || driver.isHealthy());
    }

    /** The error that ended it, or null where none did; any thread. */
    public Throwable failure() {
        Throwable failure = client.failure();
        return failure != null || driver == null ? failure : driver.failure();
    }

    /** One for each thread that waits, fit for the layout; any thread. */
    public IdleStrategy newIdleStrategy() {
        return LayoutPlan.newIdleStrategy(spins);
    }

    /**
     * Binds the calling thread, the application's own, to the core that was assigned to it, if one
     * was. Threads it starts afterwards inherit the core.
     */
    public void pinApplicationThread() {
        Integer cpu = driver == null ? null : driver.plan().pins().get(Role.APP);
        if (cpu != null) {
            CorePinning.pinCurrentThread(cpu, notices);
        }
    }

    /**
     * Closes the client, then the driver if it is embedded. No publication or subscription may be
     * in use any more. The second time, nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            up = false;
            try {
                client.close();
            } finally {
                if (driver != null) {
                    driver.close();
                }
            }
        }
    }
}
