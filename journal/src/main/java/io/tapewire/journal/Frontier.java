package io.tapewire.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedFile;

/**
 * Where a feed's writer is in its file: told by the thread that writes, read by one ahead of it.
 */
final class Frontier {
    private static final VarHandle POSITION = position();

    private Bytes<?> bytes;
    private volatile MappedFile file;
    private long position;

    /**
     * For the writing thread, after each record.
     *
     * @param written of the file that the record went to
     */
    void advance(Bytes<?> written) {
        if (written != bytes) {
            // Never an old file's position beside a new file.
            POSITION.setOpaque(this, 0L);
            bytes = written;
            file = ((MappedBytes) written).mappedFile();
        }
        POSITION.setOpaque(this, written.writePosition());
    }

    /** The file that is being written; null before the first record. */
    MappedFile file() {
        return file;
    }

    /** In the file, or in one that followed it since. */
    long filePosition() {
        return (long) POSITION.getOpaque(this);
    }

    private static VarHandle position() {
        try {
            return MethodHandles.lookup().findVarHandle(Frontier.class, "position", long.class);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
