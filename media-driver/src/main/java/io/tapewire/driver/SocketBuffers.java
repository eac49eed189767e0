package io.tapewire.driver;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/**
 * The socket buffers to ask for, never more than the system grants: a driver must not fail to start
 * because of a sysctl. Public for those who run a driver of Aeron's own.
 *
 * @param receiveLengthBytes 0 for the system's default
 * @param sendLengthBytes 0 for the system's default
 */
public record SocketBuffers(int receiveLengthBytes, int sendLengthBytes) {
    private static final int WANTED_BYTES = 2 << 20;

    /** What this process may have; opens a socket to find out. */
    public static SocketBuffers granted() {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.setOption(StandardSocketOptions.SO_RCVBUF, WANTED_BYTES);
            probe.setOption(StandardSocketOptions.SO_SNDBUF, WANTED_BYTES);
            return new SocketBuffers(
                    Math.min(WANTED_BYTES, probe.getOption(StandardSocketOptions.SO_RCVBUF)),
                    Math.min(WANTED_BYTES, probe.getOption(StandardSocketOptions.SO_SNDBUF)));
        } catch (IOException e) {
            // Aeron takes zero for the system's default.
            return new SocketBuffers(0, 0);
        }
    }

    /** A receiver's window: no more than a socket can hold, nor a log's half. */
    public int windowLengthBytes(int termLengthBytes) {
        int held = receiveLengthBytes == 0 ? 128 << 10 : receiveLengthBytes;
        return Math.min(held, termLengthBytes / 2);
    }
}
