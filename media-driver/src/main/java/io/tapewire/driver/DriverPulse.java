package io.tapewire.driver;

import io.aeron.Aeron;
import java.io.File;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * Whether the driver of an attached client still lives, known within a moment of its death. A
 * driver that hangs is left to Aeron, which gives it up in seconds. Never allocates.
 */
final class DriverPulse {
    private final RingBuffer toDriver;
    private final File process;
    private final boolean isProcessSeen;

    /**
     * @param pid of the driver, in its own container
     */
    DriverPulse(Aeron client, long pid) {
        toDriver = client.context().toDriverBuffer();
        // Unlike the directory of a process, this does not wait for a parent to bury it. It is not
        // seen at all where the driver is another user's, or lives in another container.
        process = new File("/proc/" + pid + "/exe");
        isProcessSeen = process.exists();
    }

    /** The end of a sentence, or null while it lives. */
    String whyGone() {
        if (toDriver.consumerHeartbeatTime() == Aeron.NULL_VALUE) {
            return "it has closed";
        }
        return isProcessSeen && !process.exists() ? "its process has ended" : null;
    }
}
