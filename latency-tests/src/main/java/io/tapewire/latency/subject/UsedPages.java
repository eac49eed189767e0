package io.tapewire.latency.subject;

import io.tapewire.latency.environment.Environment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Pages of memory in use, to be let go when a journal begins to need some, as on a machine that has
 * run for a while: the kernel gives out first what it got back last. A host that takes back what
 * its guest has not used for some seconds asks several times as much for any other page, and that
 * is neither the journal's nor the disk's.
 *
 * <p>They are a file's that has not reached the disk. For one thread.
 */
final class UsedPages implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 20;

    /** So much of a file system stays free in any case. */
    private static final long SPARE_BYTES = 2L << 30;

    /** Of the memory there is; of more the kernel would begin to write at once. */
    private static final int SHARE = 16;

    private final Path file;
    private final long bytes;

    private UsedPages(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Takes so many bytes, in whole MiB, or as many as there is room for.
     *
     * @param dir on the file system that is written to afterwards
     * @param roomBytes of {@link #roomBytes}
     * @param turn to be done every few ms meanwhile
     */
    static UsedPages take(Path dir, long bytes, long roomBytes, Runnable turn) {
        Path file = dir.resolve("used-pages.tmp");
        return new UsedPages(file, write(file, Math.min(bytes, roomBytes), turn));
    }

    /** How many may be taken without harm to others. */
    static long roomBytes(Path dir) {
        return Math.min(
                dir.toFile().getUsableSpace() - SPARE_BYTES,
                Environment.availableMemoryBytes() / SHARE);
    }

    // Whoever cannot have them measures the host as well; the trial says how many there were.
    private static long write(Path file, long most, Runnable turn) {
        long written = 0;
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (written + CHUNK_BYTES <= most) {
                chunk.clear();
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
                written += CHUNK_BYTES;
                turn.run();
            }
        } catch (IOException e) {
            // As many as there are then.
        }
        return written;
    }

    /** How many were taken. */
    long bytes() {
        return bytes;
    }

    /** Lets them go, in some hundredths of a second. Idempotent. */
    @Override
    public void close() {
        file.toFile().delete();
    }
}
