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
    private final FramesBySequence frames;
    private final Console console;
    private RecoveryThread thread;
    private long requestsBefore;

    Serving(BusConnection connection, FramesBySequence frames, Console console) {
        this.connection = connection;
        this.frames = frames;
        this.console = console;
        start();
    }

    private void start() {
        thread =
                RecoveryThread.start(
                        connection.aeronDir(),
                        RecoveryEndpoint.LOCAL,
                        RecoveryLimits.DEFAULT,
                        frames,
                        console::notice);
    }

    /** Starts anew where a new driver has come. */
    void doWork() {
        if (!thread.isAlive() && connection.isAlive()) {
            requestsBefore = requests();
            start();
        }
    }

    /** Where it is asked; null while it is not served. */
    RecoveryAddress address() {
        return thread.isAlive() ? thread.address() : null;
    }

    /** Asked so far. */
    long requests() {
        return requestsBefore + (thread.server() == null ? 0 : thread.server().requests());
    }

    @Override
    public void close() {
        thread.close();
    }
}
