package io.tapewire.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Has Chronicle do what it does only once before a frame waits for it: its first file takes half a
 * second, and seconds on a busy machine, nearly all of it the loading of classes.
 */
final class WarmUp {
    private static final int RECORDS = 1_000;

    /** A mebibyte in all within some us, by the clock that it is given: so a fast writer's. */
    private static final int RECORD_BYTES = 1_024;

    private WarmUp() {}

    /**
     * Writes a queue that nobody reads, and deletes it; also one that a killed writer left.
     *
     * @param dir of a journal that the caller has locked, with room on its disk
     */
    static void run(Path dir, Roll roll) {
        Path scratch = JournalDirectory.warmUp(dir);
        IoUtil.delete(scratch.toFile(), true);
        UnsafeBuffer record = new UnsafeBuffer(ByteBuffer.allocateDirect(RECORD_BYTES));
        ZeroedPages zeroed = new ZeroedPages(ZeroedPages.zeros(), () -> false);
        try (FeedWriter writer = new FeedWriter(scratch, roll, new RollClock(), zeroed)) {
            for (int i = 0; i < RECORDS; i++) {
                writer.append(i, record, 0, RECORD_BYTES);
            }
            // Its first call makes more garbage than all others.
            DiskRoom room = new DiskRoom(FeedFiles.table(scratch));
            room.setAside(0, FeedFiles.PAGE_BYTES);
            room.giveBack(FeedFiles.PAGE_BYTES);
        } finally {
            IoUtil.delete(scratch.toFile(), true);
        }
    }
}
