package io.tapewire.latency.subject;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Has the kernel's next free pages be some that were in use a moment ago, as on a machine that has
 * run for a while. A host that takes back what its guest has not used for some seconds asks eight
 * times as much for any other, and that is neither the journal's nor the disk's.
 */
final class UsedPages {
    private static final int CHUNK_BYTES = 1 << 20;

    /** So much of a file system stays free in any case. */
    private static final long SPARE_BYTES = 2L << 30;

    private UsedPages() {}

    /**
     * Writes a file and removes it, unless the disk has little room; nothing reaches the disk.
     *
     * @param dir on the file system that is written to next
     * @param bytes of the file
     * @throws TapewireException in one sentence where it cannot be written
     */
    static void prepare(Path dir, long bytes) {
        try {
            if (Files.getFileStore(dir).getUsableSpace() < bytes + SPARE_BYTES) {
                return;
            }
            Path file = Files.createTempFile(dir, "used-pages", ".tmp");
            try {
                write(file, bytes);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new TapewireException(
                    "Nothing can be written to %s: name another directory for the journal."
                            .formatted(dir),
                    e);
        }
    }

    private static void write(Path file, long bytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long left = bytes; left > 0; left -= CHUNK_BYTES) {
                chunk.clear();
                while (chunk.hasRemaining()) {
                    channel.write(chunk);
                }
            }
        }
    }
}
