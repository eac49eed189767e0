package io.tapewire.latency.floor;

import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;

/**
 * A bare Chronicle Queue with records of the same size, roll and block as a journal's, each
 * appended in one copy. For one thread.
 */
public final class BareQueue implements AutoCloseable {
    /** A journal keeps the time before each frame. */
    public static final int STAMP_BYTES = Long.BYTES;

    private static final long BLOCK_BYTES = 64L << 20;

    private final Bytes<?> record;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;

    /**
     * @param dir empty
     * @param recordBytes of each record
     */
    public BareQueue(Path dir, int recordBytes) {
        queue =
                SingleChronicleQueueBuilder.binary(dir)
                        .rollCycle(RollCycles.FAST_HOURLY)
                        .blockSize(BLOCK_BYTES)
                        .build();
        appender = queue.createAppender();
        record = Bytes.allocateDirect(recordBytes);
        while (record.writeRemaining() >= Long.BYTES) {
            record.writeLong(ThreadLocalRandom.current().nextLong());
        }
    }

    /** One record more. */
    public void append() {
        appender.writeBytes(record);
    }

    /** From the start; the caller closes it. */
    ExcerptTailer newTailer() {
        return queue.createTailer();
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
        record.releaseLast();
    }
}
