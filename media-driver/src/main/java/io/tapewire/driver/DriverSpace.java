package io.tapewire.driver;

import io.aeron.driver.Configuration;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a driver takes of the file system that its directory is in, usually shared memory. */
final class DriverSpace {
    /** The least that Aeron accepts: room for 8192 counters. */
    static final int COUNTERS_LENGTH_BYTES = Configuration.COUNTERS_VALUES_BUFFER_LENGTH_MIN;

    /** The least that Aeron accepts. */
    static final int ERRORS_LENGTH_BYTES = Configuration.ERROR_BUFFER_LENGTH_DEFAULT;

    /** The least that Aeron accepts. */
    static final int LOSS_REPORT_LENGTH_BYTES = Configuration.LOSS_REPORT_BUFFER_LENGTH_DEFAULT;

    private static final long OWN_BYTES =
            Configuration.CONDUCTOR_BUFFER_LENGTH_DEFAULT
                    + Configuration.TO_CLIENTS_BUFFER_LENGTH_DEFAULT
                    + COUNTERS_LENGTH_BYTES
                    + Configuration.countersMetadataBufferLength(COUNTERS_LENGTH_BYTES)
                    + ERRORS_LENGTH_BYTES
                    + LOSS_REPORT_LENGTH_BYTES;

    private static final int TERMS = 3;
    private static final int LOG_METADATA_BYTES = 4096;

    private DriverSpace() {}

    /** The driver's own, and the logs of one publication and of one image. */
    static long neededBytes(int termLengthBytes) {
        return OWN_BYTES + 2 * ((long) TERMS * termLengthBytes + LOG_METADATA_BYTES);
    }

    /**
     * @throws TapewireException if the directory's file system has less room than that
     */
    static void check(String dir, int termLengthBytes) {
        check(dir, termLengthBytes, usableBytes(Path.of(dir).toAbsolutePath()));
    }

    static void check(String dir, int termLengthBytes, long usableBytes) {
        long neededBytes = neededBytes(termLengthBytes);
        if (usableBytes < neededBytes) {
            throw new TapewireException(
                    ("A driver with terms of %s needs %s at %s and %s are free: set a smaller"
                                    + " --term-length, a --dir with more room, or, in docker, a"
                                    + " larger --shm-size.")
                            .formatted(
                                    Lengths.format(termLengthBytes),
                                    Lengths.format(neededBytes),
                                    dir,
                                    Lengths.format(usableBytes)));
        }
    }

    private static long usableBytes(Path dir) {
        Path at = dir;
        while (at.getParent() != null && !Files.exists(at)) {
            at = at.getParent();
        }
        try {
            return Files.getFileStore(at).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
