package io.tapewire.driver;

import io.aeron.driver.DefaultCongestionControlSupplier;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tapewire.schemas.TapewireException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * A media driver of ours, in a process of its own or embedded in an application's. Its errors
 * become notices; none ends the process. Its directory is removed when it closes.
 */
public final class BusDriver implements AutoCloseable {
    /**
     * A tick costs 0.8 microseconds a stream, so that a hundred cost 4 % of a core at this interval
     * and a thousand 42 % (14 % at 5 ms, 83 % at 1 ms).
     */
    private static final long TIMER_INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(2);

    /**
     * An untethered reader is given up after twice this and two ticks, 10 ms, in the last quarter
     * of its window; a million trades a second fill that of the default term length in 12.
     */
    private static final long LAGGARD_NS = TimeUnit.MILLISECONDS.toNanos(3);

    /** While its comeback is tried in vain, it counts again: 10 ms in every 60. */
    private static final long RESTING_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private final MediaDriver driver;
    private final DirectoryClaim claim;
    private final DriverThreads threads;
    private final ErrorNotices errors;
    private final LayoutPlan plan;
    private final DriverSettings settings;
    private final DatagramBatch batch;
    private final TurnClock clock = new TurnClock();

    /** Null unless the layout is inline. */
    private final InlineTurns turns;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final SocketWatch sockets = new SocketWatch();

    private BusDriver(
            DriverSettings settings,
            LayoutPlan plan,
            DirectoryClaim claim,
            Consumer<String> notices) {
        this.settings = settings;
        this.plan = plan;
        this.claim = claim;
        threads = new DriverThreads(plan.pins(), settings.cpus(), notices);
        errors = new ErrorNotices("Driver at " + claim.dir(), true, notices);
        batch = settings.batch();
        driver = MediaDriver.launch(context());
        turns = isInline() ? new InlineTurns(driver, clock, errors) : null;
        try {
            if (isInline()) {
                batch.announce(driver.context().countersManager());
            }
            claim.onStarted();
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    /**
     * Starts a driver for a process that does nothing else.
     *
     * @param notices told, on any thread, what is worth a person's notice, a sentence each
     * @throws TapewireException if the directory is taken or unfit, or there is no room for it
     */
    public static BusDriver standalone(DriverSettings settings, Consumer<String> notices) {
        LayoutPlan plan = LayoutPlan.of(settings, settings.cpus(), false);
        return launch(settings, plan, DirectoryClaim.named(settings.aeronDir(), notices), notices);
    }

    /**
     * Starts a driver beside an application, in a directory of its own unless one is named.
     *
     * @param notices told, on any thread, what is worth a person's notice, a sentence each
     * @throws TapewireException if the directory is taken or unfit, or there is no room for it
     */
    public static BusDriver embedded(DriverSettings settings, Consumer<String> notices) {
        LayoutPlan plan = LayoutPlan.of(settings, settings.cpus(), true);
        DirectoryClaim claim =
                settings.namedDir()
                        .map(dir -> DirectoryClaim.named(dir, notices))
                        .orElseGet(() -> DirectoryClaim.unnamed(notices));
        return launch(settings, plan, claim, notices);
    }

    private static BusDriver launch(
            DriverSettings settings,
            LayoutPlan plan,
            DirectoryClaim claim,
            Consumer<String> notices) {
        try {
            DriverSpace.check(claim.dir(), settings.termLengthBytes());
            if (settings.loss().rate() > 0) {
                notices.accept("Datagrams are lost on purpose: " + settings.loss() + ".");
            }
            return new BusDriver(settings, plan, claim, notices);
        } catch (TapewireException e) {
            claim.close();
            throw e;
        } catch (RuntimeException e) {
            claim.close();
            throw new TapewireException(
                    "The driver at %s did not start: %s.".formatted(claim.dir(), e.getMessage()),
                    e);
        }
    }

    /**
     * In the inline layout does a turn of the driver's work; always from one and the same thread,
     * at least every second. In the others there is nothing to do.
     *
     * @return how much was done
     */
    public int doWork() {
        return turns == null ? 0 : turns.whole();
    }

    /**
     * The part of a turn that sends and receives datagrams, where {@link #receivesInTurns}; a whole
     * one has to follow within a second.
     */
    int carry() {
        return turns.carry();
    }

    /** Where clients find it. */
    public String aeronDir() {
        return claim.dir();
    }

    /** What became of the settings. */
    public LayoutPlan plan() {
        return plan;
    }

    /** One line: where it is, how it runs and why. */
    public String describe() {
        return "driver at %s, mtu %d, terms of %s. %s"
                .formatted(
                        claim.dir(),
                        settings.mtuLengthBytes(),
                        Lengths.format(settings.termLengthBytes()),
                        plan.why());
    }

    /** Whether all of it still runs. Cheap; any thread. */
    public boolean isHealthy() {
        return !closed.get()
                && errors.failure() == null
                && !threads.anyEnded()
                && (turns == null || turns.areRunning());
    }

    /** How many different errors became notices, up to a bound. */
    public int distinctErrorCount() {
        return errors.distinctCount();
    }

    /** The error that ended it, or null. */
    public Throwable failure() {
        return errors.failure();
    }

    /** For a client that runs on the same thread; null unless the layout is inline. */
    AgentInvoker invoker() {
        return turns == null ? null : turns.invoker();
    }

    /** When the last turn began where the layout is inline; otherwise the time. */
    NanoClock clock() {
        return isInline() ? clock : SystemNanoClock.INSTANCE;
    }

    private boolean isInline() {
        return plan.layout() == Layout.INLINE;
    }

    /**
     * Stops it; in the inline layout from the thread that did the work. The second time, nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                driver.close();
            } finally {
                claim.close();
            }
        }
    }

    private MediaDriver.Context context() {
        int termLengthBytes = settings.termLengthBytes();
        SocketBuffers buffers = settings.sockets();
        MediaDriver.Context context =
                new MediaDriver.Context()
                        .aeronDirectoryName(claim.dir())
                        .dirDeleteOnStart(false)
                        .dirDeleteOnShutdown(true)
                        .warnIfDirectoryExists(false)
                        .printConfigurationOnStart(false)
                        .errorHandler(errors)
                        .counterValuesBufferLength(DriverSpace.COUNTERS_LENGTH_BYTES)
                        .errorBufferLength(DriverSpace.ERRORS_LENGTH_BYTES)
                        .lossReportBufferLength(DriverSpace.LOSS_REPORT_LENGTH_BYTES)
                        .publicationTermBufferLength(termLengthBytes)
                        .ipcTermBufferLength(termLengthBytes)
                        // Filled when made: a first touch later costs a fault, or the process
                        // itself where shared memory has meanwhile run out.
                        .termBufferSparseFile(false)
                        .performStorageChecks(true)
                        .lowStorageWarningThreshold(0)
                        .mtuLength(settings.mtuLengthBytes())
                        .ipcMtuLength(settings.mtuLengthBytes())
                        .socketRcvbufLength(buffers.receiveLengthBytes())
                        .socketSndbufLength(buffers.sendLengthBytes())
                        .initialWindowLength(buffers.windowLengthBytes(termLengthBytes))
                        .congestControlSupplier(
                                UnjammedWindow.over(new DefaultCongestionControlSupplier(), batch));
        if (isInline()) {
            context.nanoClock(clock)
                    .sendChannelEndpointSupplier(
                            (channel, status, same) ->
                                    new SparingSendEndpoint(channel, status, same, batch));
        } else if (batch.datagrams() > 1) {
            context.sendChannelEndpointSupplier(
                    (channel, status, same) -> new BatchSendEndpoint(channel, status, same, batch));
        }
        if (batch.datagrams() > 1) {
            context.receiveChannelEndpointSupplier(BatchReceiveEndpoint::new);
        }
        if (settings.loss().rate() > 0) {
            settings.loss().induce(context);
        }
        if (isInline()) {
            sockets.watch(context);
        }
        return threads(timeouts(context));
    }

    /** Whether there are datagrams, which arrive and leave only in turns. */
    boolean receivesInTurns() {
        return turns != null && sockets.any();
    }

    private static MediaDriver.Context timeouts(MediaDriver.Context context) {
        return context.timerIntervalNs(TIMER_INTERVAL_NS)
                .untetheredWindowLimitTimeoutNs(LAGGARD_NS)
                .untetheredLingerTimeoutNs(LAGGARD_NS)
                .untetheredRestingTimeoutNs(RESTING_NS);
    }

    private MediaDriver.Context threads(MediaDriver.Context context) {
        return context.threadingMode(threadingMode())
                // Its only work is looking up names, which inline may as well happen in line.
                .asyncExecutorEnabled(!isInline())
                .asyncExecutorThreadFactory(threads.named("tw-resolver"))
                .conductorThreadFactory(announcing(context, Role.CONDUCTOR))
                .senderThreadFactory(threads.of(Role.SENDER))
                .receiverThreadFactory(threads.of(Role.RECEIVER))
                .sharedThreadFactory(announcing(context, Role.SHARED))
                .conductorIdleStrategy(plan.newIdleStrategy())
                .senderIdleStrategy(plan.newIdleStrategy())
                .receiverIdleStrategy(plan.newIdleStrategy())
                .sharedIdleStrategy(plan.newIdleStrategy());
    }

    /** Before the thread that has the counters begins. */
    private ThreadFactory announcing(MediaDriver.Context context, Role role) {
        ThreadFactory factory = threads.of(role);
        return work -> {
            batch.announce(context.countersManager());
            return factory.newThread(work);
        };
    }

    private ThreadingMode threadingMode() {
        return switch (plan.layout()) {
            case SHARED -> ThreadingMode.SHARED;
            case DEDICATED -> ThreadingMode.DEDICATED;
            default -> ThreadingMode.INVOKER;
        };
    }
}
