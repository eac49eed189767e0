package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalAllocationTest {
    private static final int FRAMES = 1_000_000;

    /** What mapping the next block makes: a few objects for each 64 MiB. */
    private static final long PER_BLOCK_BYTES = 4096;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    @TempDir Path dir;

    @Test
    void shouldMakeNoGarbageWritingAndReading() {
        FrameMaker one = new FrameMaker(1, 10);
        FrameMaker two = new FrameMaker(2, 10);
        try (JournalWriter writer =
                JournalWriter.open(dir, JournalSettings.defaults(), new OffsetEpochNanoClock())) {
            write(writer, one.trades(1), two.trades(1), 50_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            write(writer, one, two, FRAMES);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated <= blocks(one) * 2 * PER_BLOCK_BYTES, allocated + " bytes");
        }
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            assertEquals(25_000, reader.poll((b, o, l, f) -> true, 25_000));
            long before = threads.getCurrentThreadAllocatedBytes();
            int read = 0;
            while (reader.next()) {
                read++;
            }
            for (int idle = 0; idle < 100_000; idle++) {
                assertTrue(!reader.next());
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertEquals(FRAMES / 2, read);
            assertTrue(allocated <= blocks(one) * PER_BLOCK_BYTES, allocated + " bytes");
        }
    }

    private static long blocks(FrameMaker maker) {
        return 1 + FRAMES * (long) maker.lengthBytes / FeedFiles.BLOCK_BYTES;
    }

    private static void write(JournalWriter writer, FrameMaker one, FrameMaker two, int frames) {
        for (int i = 0; i < frames; i += 2) {
            one.into(writer);
            two.into(writer);
        }
        assertEquals(JournalState.WRITING, writer.state());
    }
}
