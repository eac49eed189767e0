package io.tapewire.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedFile;

/**
 * Where a feed's writer is in its file, and how fast it goes on: told by the thread that writes,
 * read by it and by one ahead of it.
 */
final class Frontier {
    /** Who writes that much within 10 ms is fast, 50 MB/s. */
    static final long STRETCH_BYTES = 512L << 10;

    /** Who writes less within 10 ms is slow, 1.6 MB/s. */
    static final long LEAST_BYTES = 16L << 10;

    static final long STRETCH_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final VarHandle POSITION = position();

    private Bytes<?> bytes;
    private volatile MappedFile file;
    private long position;
    private long stretchStart;
    private long stretchStartNs;
    private volatile int pieceBytes;

    /**
     * For the writing thread, after each record.
     *
     * @param written of the file that the record went to
     * @param nowNs of any clock
     */
    void advance(Bytes<?> written, long nowNs) {
        long end = written.writePosition();
        if (written != bytes) {
            // Never an old file's position beside a new file.
            POSITION.setOpaque(this, 0L);
            bytes = written;
            file = ((MappedBytes) written).mappedFile();
            beginStretch(end, nowNs);
        } else if (end - stretchStart >= STRETCH_BYTES || nowNs - stretchStartNs >= STRETCH_NS) {
            int piece = pieceBytes(end - stretchStart, nowNs - stretchStartNs);
            if (piece != pieceBytes) {
                pieceBytes = piece;
            }
            beginStretch(end, nowNs);
        }
        POSITION.setOpaque(this, end);
    }

    private void beginStretch(long start, long nowNs) {
        stretchStart = start;
        stretchStartNs = nowNs;
    }

    private static int pieceBytes(long writtenBytes, long tookNs) {
        if (tookNs < STRETCH_NS) {
            return ZeroedPages.PIECE_BYTES;
        }
        // A stretch is longer where no frame came.
        double inStretchBytes = (double) writtenBytes * STRETCH_NS / tookNs;
        return inStretchBytes >= LEAST_BYTES ? FeedFiles.PAGE_BYTES : 0;
    }

    /** The file that is being written; null before the first record. */
    MappedFile file() {
        return file;
    }

    /** In the file, or in one that followed it since. */
    long filePosition() {
        return (long) POSITION.getOpaque(this);
    }

    /**
     * Of how many bytes at once the writer itself makes pages ({@link ZeroedPages}), by how fast it
     * was in its last stretch; 0 where it was slow, and leaves that to another thread.
     */
    int pieceBytes() {
        return pieceBytes;
    }

    private static VarHandle position() {
        try {
            return MethodHandles.lookup().findVarHandle(Frontier.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
