package io.tapewire.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file {@code <dir>.lock} that a driver of ours holds from before it starts until it has
 * closed. The kernel lets go of it the moment the process dies, however it dies and in whatever
 * container, so who holds it knows that no other driver of ours is there.
 */
final class DirectoryLock implements AutoCloseable {
    /**
     * Closing any descriptor of a file drops the whole process's lock on it, so a second attempt in
     * this process must not even open it. This is why the set belongs to the process.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @return null if another driver holds it
     */
    static DirectoryLock tryAcquire(Path dir) throws IOException {
        Path whole = dir.toAbsolutePath().normalize();
        if (whole.getParent() == null) {
            throw new IOException("it is the root of a file system");
        }
        Files.createDirectories(whole.getParent());
        Path file = whole.getParent().toRealPath().resolve(whole.getFileName() + ".lock");
        if (!HELD.add(file)) {
            return null;
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            lock = channel.tryLock();
            return lock == null ? null : new DirectoryLock(file, channel);
        } finally {
            if (lock == null) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(file);
            }
        }
    }

    /** Notes which driver the lock is held for. */
    void nameHolder(CncFile cnc) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(name(cnc).getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Whether that driver held this lock before us, and so is surely dead. */
    boolean outlived(CncFile cnc) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(64);
        int lengthBytes = Math.max(0, channel.read(text, 0));
        return name(cnc)
                .equals(new String(text.array(), 0, lengthBytes, StandardCharsets.US_ASCII));
    }

    /** Removes the file as well: only where nobody else will ever want a lock of this name. */
    void deleteAndClose() throws IOException {
        Files.deleteIfExists(file);
        close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }

    private static String name(CncFile cnc) {
        return cnc.pid() + " " + cnc.startMs() + "\n";
    }
}
