package io.tapewire.journal;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one writer at a time into a journal's directory. The kernel drops the lock with the process,
 * however that ends.
 *
 * <p>Such locks belong to the process: closing <em>any</em> descriptor of the file lets them go.
 * Who holds the lock is therefore written beside it, and read first: a process that finds itself
 * there must not touch the lock file again.
 */
final class JournalLock implements AutoCloseable {
    private final Path ownerFile;
    private final FileChannel channel;

    private JournalLock(Path ownerFile, FileChannel channel) {
        this.ownerFile = ownerFile;
        this.channel = channel;
    }

    static JournalLock acquire(Path dir) {
        synchronized (JournalLock.class) {
            Path ownerFile = JournalDirectory.ownerFile(dir);
            try {
                if (self().equals(owner(ownerFile))) {
                    throw held(dir, "this process");
                }
                FileChannel channel =
                        FileChannel.open(
                                JournalDirectory.lockFile(dir),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                if (!tryLock(channel)) {
                    channel.close();
                    throw held(dir, "process " + owner(ownerFile).split(" ", 2)[0]);
                }
                Files.writeString(ownerFile, self());
                return new JournalLock(ownerFile, channel);
            } catch (IOException e) {
                throw new TapewireException(
                        "The journal %s cannot be locked (%s)."
                                .formatted(dir, JournalDirectory.reason(e)),
                        e);
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    private static TapewireException held(Path dir, String by) {
        return new TapewireException(
                "The journal %s is being written by %s: end that first, or name another directory."
                        .formatted(dir, by));
    }

    private static String owner(Path ownerFile) throws IOException {
        return Files.exists(ownerFile) ? Files.readString(ownerFile) : "";
    }

    /** Process id and start: in containers the same id comes again and again. */
    private static String self() {
        ProcessHandle self = ProcessHandle.current();
        long startMs = self.info().startInstant().map(start -> start.toEpochMilli()).orElse(0L);
        return self.pid() + " " + startMs;
    }

    @Override
    public void close() {
        synchronized (JournalLock.class) {
            try {
                Files.deleteIfExists(ownerFile);
                channel.close();
            } catch (IOException e) {
                throw new TapewireException(
                        "%s cannot be removed (%s): remove it before the journal is written again."
                                .formatted(ownerFile, JournalDirectory.reason(e)),
                        e);
            }
        }
    }
}
