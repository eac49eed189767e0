package io.tapewire.journal;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Has the file system set aside room on the disk for a fast writer, a block of the file at a time,
 * and take back what was not used. What it else does for each page that is written first takes as
 * long as a third of a frame. Nothing of the file can be told from before.
 *
 * <p>Linux: fallocate(2), with which a file keeps its size, and its holes read as zeros. Only where
 * that is a matter of microseconds: a file system in memory would make all pages at once. For the
 * thread that writes; whatever fails leaves the file as it is.
 */
final class DiskRoom {
    static final Set<String> FILE_SYSTEMS = Set.of("ext4", "xfs");
    private static final int KEEP_SIZE = 1;
    private static final int PUNCH_HOLE = 2;
    private static final int WRITE_ONLY = 1;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int NONE = -1;

    private final NativeLibrary libc;
    private final int descriptor;
    private long end;

    private DiskRoom(NativeLibrary libc, int descriptor) {
        this.libc = libc;
        this.descriptor = descriptor;
        this.end = descriptor == NONE ? Long.MAX_VALUE : 0;
    }

    /** Sets nothing aside where the kernel or the file system cannot do it at once. */
    static DiskRoom of(Path file) {
        try {
            if (Platform.isLinux() && FILE_SYSTEMS.contains(Files.getFileStore(file).type())) {
                NativeLibrary libc = NativeLibrary.getInstance("c");
                int descriptor =
                        call(libc.getFunction("open"), file.toString(), WRITE_ONLY | CLOSE_ON_EXEC);
                return new DiskRoom(libc, descriptor);
            }
        } catch (IOException | LinkageError e) {
            // As it is without: JNA cannot begin where temporary files may not be executed.
        }
        return new DiskRoom(null, NONE);
    }

    /**
     * Sets another block aside where less was than is to be written.
     *
     * @param from first byte of what is to be written, a page's
     * @param to first byte after it
     * @param fileBytes where the file ends: what is set aside beyond could not be given back
     */
    void setAside(long from, long to, long fileBytes) {
        long start = Math.max(from, end);
        long lengthBytes = Math.min(FeedFiles.BLOCK_BYTES, fileBytes - start);
        if (to > end && lengthBytes > 0) {
            boolean done = allocate(KEEP_SIZE, start, lengthBytes);
            end = done ? start + lengthBytes : Long.MAX_VALUE;
        }
    }

    /**
     * Takes back what was set aside, and ends.
     *
     * @param from first byte that was not written, nor will be before the next writer; a page's
     */
    void giveBack(long from) {
        if (end != Long.MAX_VALUE && end > from) {
            allocate(PUNCH_HOLE | KEEP_SIZE, from, end - from);
        }
        if (descriptor != NONE) {
            call(libc.getFunction("close"), descriptor);
        }
    }

    private boolean allocate(int mode, long from, long lengthBytes) {
        return call(libc.getFunction("fallocate"), descriptor, mode, from, lengthBytes) == 0;
    }

    private static int call(Function function, Object... arguments) {
        return function.invokeInt(arguments);
    }
}
