package io.tapewire.run;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.recovery.RecoveryEndpoint;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.driver.recovery.RecoveryThread;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.recovery.RecoveryAddress;

/** Serves frames to readers that miss some, on a thread of its own, whatever driver there is. */
final class Serving implements AutoCloseable {
    private final BusConnection connection;
    private final RecoveryEndpoint endpoint;
    private final FramesBySequence frames;
    private final Console console;
    private RecoveryThread thread;
    private long requestsBefore;

    /**
     * @param endpoint null where nobody is to be served
     */
    Serving(
            BusConnection connection,
            RecoveryEndpoint endpoint,
            FramesBySequence frames,
            Console console) {
        this.connection = connection;
        this.endpoint = endpoint;
        this.frames = frames;
        this.console = console;
        if (endpoint != null) {
            start();
        }
    }

    private void start() {
        thread =
                RecoveryThread.start(
                        connection.aeronDir(),
                        endpoint,
                        RecoveryLimits.DEFAULT,
                        frames,
                        console::notice);
    }

    /** Starts anew where a new driver has come. */
    void doWork() {
        if (thread != null && !thread.isAlive() && connection.isAlive()) {
            requestsBefore = requests();
            start();
        }
    }

    /** Where it is asked; null while it is not served. */
    RecoveryAddress address() {
        return thread != null && thread.isAlive() ? thread.address() : null;
    }

    /** Whether it is served at all. */
    boolean isOn() {
        return endpoint != null;
    }

    /** Asked so far. */
    long requests() {
        return requestsBefore
                + (thread == null || thread.server() == null ? 0 : thread.server().requests());
    }

    /** Whether nobody can ask now, as there is no driver: readers are not gone for that. */
    boolean isInterrupted() {
        return address() == null;
    }

    /** Whether there are readers that may yet ask: each leaves when it has all of the session. */
    boolean isAttended() {
        return thread.isAlive() && thread.server() != null && thread.server().clients() > 0;
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
