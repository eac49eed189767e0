package io.tapewire.driver;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.RethrowingErrorHandler;
import io.aeron.Subscription;
import io.aeron.exceptions.RegistrationException;
import io.tapewire.schemas.TapewireException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.IdleStrategy;

/**
 * An application's connection to a driver: to one that runs already, anybody's, or to one embedded
 * beside it.
 *
 * <p>It does not outlive its driver: once {@link #isAlive()} says no, close it and make another.
 */
public final class BusConnection implements AutoCloseable {
    /**
     * From here up an attached application may spin beside a driver, another one and the kernel.
     */
    private static final int ATTACHED_SPIN_CPUS = 4;

    private static final long CLOSE_LINGER_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private final BusDriver driver;
    private final Aeron aeron;
    private final AgentInvoker conductor;
    private final ErrorNotices errors;
    private final Consumer<String> notices;
    private final String aeronDir;
    private final String described;
    private final boolean spins;
    private final AtomicBoolean closed = new AtomicBoolean();

    private BusConnection(
            BusDriver driver,
            String aeronDir,
            UsableCpus cpus,
            String described,
            boolean spins,
            Consumer<String> notices) {
        this.driver = driver;
        this.aeronDir = aeronDir;
        this.described = described;
        this.spins = spins;
        this.notices = notices;
        errors = new ErrorNotices("Client of the driver at " + aeronDir, notices);
        Map<Role, Integer> pins = driver == null ? Map.of() : driver.plan().pins();
        aeron = connect(new DriverThreads(pins, cpus, notices));
        conductor = aeron.conductorAgentInvoker();
    }

    /**
     * Attaches to a driver that runs, ours or somebody else's.
     *
     * @param notices told, on any thread, what is worth a person's notice, a sentence each
     * @throws TapewireException if none runs there that this library can talk to
     */
    public static BusConnection attach(String aeronDir, Consumer<String> notices) {
        DriverDirectory found = DriverDirectory.examine(aeronDir);
        if (found.state() != DriverDirectory.State.LIVE) {
            String remedy =
                    found.state() == DriverDirectory.State.INACCESSIBLE
                            ? "run as the driver's user"
                            : "start one there, or name the directory of one that runs";
            throw new TapewireException(
                    "There is no driver to attach to at %s, which %s: %s."
                            .formatted(aeronDir, found.why(), remedy));
        }
        UsableCpus cpus = UsableCpus.ofThisProcess();
        boolean spins = cpus.count() >= ATTACHED_SPIN_CPUS;
        String described =
                "attached to the driver at %s (process %d), %s"
                        .formatted(
                                aeronDir,
                                found.pid(),
                                spins ? "spinning" : "backing off when idle");
        return new BusConnection(null, aeronDir, cpus, described, spins, notices);
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
                    driver.aeronDir(),
                    settings.cpus(),
                    "embedded " + driver.describe(),
                    driver.plan().spins(),
                    notices);
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    /** The client; close the connection, not this. */
    public Aeron aeron() {
        return aeron;
    }

    /**
     * Opens an address for receiving; the caller closes it.
     *
     * @throws TapewireException where the driver refuses the address
     */
    public Subscription addSubscription(BusAddress address) {
        try {
            return aeron.addSubscription(address.channel(), address.streamId());
        } catch (RegistrationException e) {
            throw refused(address, e);
        }
    }

    /**
     * Opens an address for sending by one thread; the caller closes it.
     *
     * @param waits whether the publisher waits for its readers
     * @throws TapewireException where the driver refuses the address
     */
    public ExclusivePublication addPublication(BusAddress address, boolean waits) {
        String channel = address.publicationChannel(waits);
        try {
            return aeron.addExclusivePublication(channel, address.streamId());
        } catch (RegistrationException e) {
            throw refused(address, e);
        }
    }

    private static TapewireException refused(BusAddress address, RegistrationException e) {
        String why =
                e.getMessage()
                        .replaceFirst("^[A-Z]+ - ", "")
                        .replaceFirst("^[\\w.]+(Exception|Error): ", "")
                        .replaceFirst(", (name-resolver|errorCodeValue)=.*", "");
        return new TapewireException("The media driver refuses %s: %s.".formatted(address, why), e);
    }

    /**
     * In the inline layout does a turn of the driver's work and the client's: always from the
     * application's one thread, in every duty cycle, at least every second (after ten seconds
     * without, driver and client give each other up). Otherwise there is nothing to do, cheaply.
     *
     * @return how much was done
     */
    public int doWork() {
        return conductor == null ? 0 : driver.doWork() + conductor.invoke();
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

    /** Whether driver and client both still work. Cheap; any thread. */
    public boolean isAlive() {
        return !closed.get()
                && errors.failure() == null
                && !aeron.isClosed()
                && (driver == null || driver.isHealthy());
    }

    /** What ended it, or null; any thread. */
    public Throwable failure() {
        Throwable failure = errors.failure();
        return failure != null || driver == null ? failure : driver.failure();
    }

    /** One for each thread that waits, fit for the layout. */
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
     * Closes the client, then the driver if it is embedded; in the inline layout from the
     * application's thread. No publication or subscription may be in use any more. The second time,
     * nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                aeron.close();
            } finally {
                if (driver != null) {
                    driver.close();
                }
            }
        }
    }

    private Aeron connect(DriverThreads threads) {
        Aeron.Context context =
                new Aeron.Context()
                        .aeronDirectoryName(aeronDir)
                        .errorHandler(errors)
                        .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE)
                        .preTouchMappedMemory(true)
                        .closeLingerDurationNs(CLOSE_LINGER_NS)
                        .threadFactory(threads.named("tw-client"));
        if (driver != null && driver.invoker() != null) {
            context.useConductorAgentInvoker(true).driverAgentInvoker(driver.invoker());
        }
        try {
            return Aeron.connect(context);
        } catch (RuntimeException e) {
            throw new TapewireException(
                    "The driver at %s cannot be attached to: %s."
                            .formatted(aeronDir, e.getMessage()),
                    e);
        }
    }
}
