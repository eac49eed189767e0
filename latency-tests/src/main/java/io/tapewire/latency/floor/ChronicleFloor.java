package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import java.util.concurrent.ThreadLocalRandom;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * A bare Chronicle Queue with records of the same size, roll and block as a journal's: appended in
 * one copy, or read without looking at the bytes.
 */
public final class ChronicleFloor implements LocalWork {
    /** A journal keeps the time before each frame. */
    public static final int STAMP_BYTES = Long.BYTES;

    private static final long BLOCK_BYTES = 64L << 20;

    private static final int RECORDS_A_ROUND = 2_000;

    private final boolean reads;
    private ExcerptTailer tailer;
    private boolean ended;
    private long passes;
    private long read;

    /**
     * @param reads rather than appends
     */
    public ChronicleFloor(boolean reads) {
        this.reads = reads;
    }

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        int recordBytes = STAMP_BYTES + new FrameShape(parameters).lengthBytes();
        Bytes<?> record = Bytes.allocateDirect(recordBytes);
        while (record.writeRemaining() >= Long.BYTES) {
            record.writeLong(ThreadLocalRandom.current().nextLong());
        }
        try (JournalPlace place = JournalPlace.open(parameters);
                ChronicleQueue queue =
                        SingleChronicleQueueBuilder.binary(place.dir())
                                .rollCycle(RollCycles.FAST_HOURLY)
                                .blockSize(BLOCK_BYTES)
                                .build();
                ExcerptAppender appender = queue.createAppender()) {
            if (reads) {
                long records = (parameters.number("volumeMib", 256) << 20) / recordBytes;
                for (long i = 0; i < records; i++) {
                    appender.writeBytes(record);
                }
                read(queue, records, parameters, out, recordBytes);
            } else {
                new AppendRun(parameters, recordBytes).run(() -> appender.writeBytes(record), out);
            }
        } finally {
            record.releaseLast();
        }
    }

    private void read(
            ChronicleQueue queue,
            long records,
            Parameters parameters,
            TrialOutput out,
            int recordBytes) {
        tailer = queue.createTailer();
        Rounds rounds = Rounds.measure(parameters, () -> round(queue));
        rounds.tellFrames(out, RECORDS_A_ROUND, (double) RECORDS_A_ROUND * recordBytes);
        while (!ended) {
            readNext();
        }
        tailer.close();
        if (read != (passes + 1) * records) {
            out.fail("Not every record was read.");
        }
    }

    private void round(ChronicleQueue queue) {
        for (int i = 0; i < RECORDS_A_ROUND; i++) {
            if (ended) {
                passes++;
                tailer.close();
                tailer = queue.createTailer();
            }
            readNext();
        }
    }

    private void readNext() {
        try (DocumentContext document = tailer.readingDocument()) {
            ended = !document.isPresent();
            if (!ended) {
                read++;
            }
        }
    }
}
