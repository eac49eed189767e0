package io.tapewire.driver;

import io.aeron.Aeron;
import io.aeron.RethrowingErrorHandler;
import io.tapewire.schemas.TapewireException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.concurrent.AgentInvoker;

/**
 * One client of one driver. Its work is done on the application's thread, so that no other can take
 * the mapped memory away that the application is reading.
 */
final class BusClient implements AutoCloseable {
    private static final long PULSE_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Aeron aeron;
    private final AgentInvoker conductor;
    private final ErrorNotices errors;

    /** Null where the driver is in this process. */
    private final DriverPulse pulse;

    private long nextPulseNs;

    private BusClient(Aeron aeron, ErrorNotices errors, DriverPulse pulse) {
        this.aeron = aeron;
        this.errors = errors;
        this.pulse = pulse;
        conductor = aeron.conductorAgentInvoker();
        nextPulseNs = System.nanoTime() + PULSE_INTERVAL_NS;
    }

    /** Of a driver with a process of its own. */
    static BusClient attach(String aeronDir, long driverPid, Consumer<String> notices) {
        ErrorNotices errors = errors(aeronDir, notices);
        Aeron aeron = connect(aeronDir, context(aeronDir, errors));
        return new BusClient(aeron, errors, new DriverPulse(aeron, driverPid));
    }

    /** Of a driver in this process. */
    static BusClient beside(BusDriver driver, Consumer<String> notices) {
        ErrorNotices errors = errors(driver.aeronDir(), notices);
        Aeron.Context context =
                context(driver.aeronDir(), errors)
                        .driverAgentInvoker(driver.invoker())
                        .nanoClock(driver.clock());
        return new BusClient(connect(driver.aeronDir(), context), errors, null);
    }

    private static ErrorNotices errors(String aeronDir, Consumer<String> notices) {
        return new ErrorNotices("Client of the driver at " + aeronDir, false, notices);
    }

    private static Aeron.Context context(String aeronDir, ErrorNotices errors) {
        return new Aeron.Context()
                .aeronDirectoryName(aeronDir)
                .errorHandler(errors)
                .subscriberErrorHandler(RethrowingErrorHandler.INSTANCE)
                .preTouchMappedMemory(true)
                .useConductorAgentInvoker(true);
    }

    private static Aeron connect(String aeronDir, Aeron.Context context) {
        try {
            return Aeron.connect(context);
        } catch (RuntimeException e) {
            throw new TapewireException(
                    "The driver at %s cannot be attached to: %s."
                            .formatted(aeronDir, e.getMessage()),
                    e);
        }
    }

    Aeron aeron() {
        return aeron;
    }

    int doWork() {
        return conductor.invoke();
    }

    /** Whether this client itself still works; any thread. */
    boolean isAlive() {
        return errors.failure() == null && !aeron.isClosed();
    }

    /** The error that ended it, or null; any thread. */
    Throwable failure() {
        return errors.failure();
    }

    /**
     * Asked in every turn.
     *
     * @param nowNs of {@link System#nanoTime()}
     * @return why the driver, or this client of it, is gone: the end of a sentence; or null
     */
    String whyGone(long nowNs) {
        if (!isAlive()) {
            return failure() == null ? "its client is closed" : failure().getMessage();
        }
        if (pulse == null) {
            return null;
        }
        if (nowNs - nextPulseNs < 0) {
            return null;
        }
        nextPulseNs = nowNs + PULSE_INTERVAL_NS;
        return pulse.whyGone();
    }

    @Override
    public void close() {
        aeron.close();
    }
}
