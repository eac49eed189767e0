package io.tapewire.driver;

import static io.aeron.CncFileDescriptor.CNC_VERSION_FIELD_OFFSET;
import static io.aeron.CncFileDescriptor.META_DATA_LENGTH;
import static io.aeron.CncFileDescriptor.PID_FIELD_OFFSET;
import static io.aeron.CncFileDescriptor.START_TIMESTAMP_FIELD_OFFSET;
import static io.aeron.CncFileDescriptor.TO_DRIVER_BUFFER_LENGTH_FIELD_OFFSET;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.CONSUMER_HEARTBEAT_OFFSET;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a driver says of itself in its {@code cnc.dat}. Read, never mapped, so that a file of any
 * content or length is safe to look at.
 *
 * @param version zero while the driver is still writing the file
 * @param heartbeatMs since the epoch; -1 once the driver has closed
 */
record CncFile(int version, long pid, long startMs, long heartbeatMs) {
    static final String NAME = io.aeron.CncFileDescriptor.CNC_FILE;

    /**
     * @return null if the file is too short, or not made as Aeron makes it
     * @throws IOException as a client would meet it: it needs to write as well
     */
    static CncFile read(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer head = bytes(channel, 0, META_DATA_LENGTH);
            if (head == null) {
                return null;
            }
            int version = head.getInt(CNC_VERSION_FIELD_OFFSET);
            int toDriverLength = head.getInt(TO_DRIVER_BUFFER_LENGTH_FIELD_OFFSET);
            long trailer = META_DATA_LENGTH + (long) toDriverLength - TRAILER_LENGTH;
            ByteBuffer heartbeat =
                    trailer < META_DATA_LENGTH
                            ? null
                            : bytes(channel, trailer + CONSUMER_HEARTBEAT_OFFSET, Long.BYTES);
            if (heartbeat == null && version != 0) {
                return null;
            }
            return new CncFile(
                    version,
                    head.getLong(PID_FIELD_OFFSET),
                    head.getLong(START_TIMESTAMP_FIELD_OFFSET),
                    heartbeat == null ? 0 : heartbeat.getLong(0));
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long offset, int lengthBytes)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                return null;
            }
        }
        return buffer;
    }
}
