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

    static final long FAST_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final VarHandle POSITION = position();

    private Bytes<?> bytes;
    private volatile MappedFile file;
    private long position;
    private long stretchEnd;
    private long stretchStartNs;
    private volatile boolean isFast;

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
        } else if (end >= stretchEnd || nowNs - stretchStartNs >= FAST_NS) {
            boolean fast = nowNs - stretchStartNs < FAST_NS;
            if (fast != isFast) {
                isFast = fast;
            }
            beginStretch(end, nowNs);
        }
        POSITION.setOpaque(this, end);
    }

    private void beginStretch(long start, long nowNs) {
        stretchEnd = start + STRETCH_BYTES;
        stretchStartNs = nowNs;
    }

    /** The file that is being written; null before the first record. */
    MappedFile file() {
        return file;
    }

    /** In the file, or in one that followed it since. */
    long filePosition() {
        return (long) POSITION.getOpaque(this);
    }

    /** Whether it was, in its last stretch, and sees to its pages itself: {@link ZeroedPages}. */
    boolean isFast() {
        return isFast;
    }

    private static VarHandle position() {
        try {
            return MethodHandles.lookup().findVarHandle(Frontier.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
