package io.tapewire.latency.launch;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;

/**
 * The directories of a trial, in which whatever its processes write lies, so that nothing is left
 * where they are killed. Removed with all that is in them when closed.
 *
 * @param shared in memory: for the drivers and the results
 * @param journal on disk
 */
record TrialDirs(Path shared, Path journal) implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /**
     * @param journalParent empty for where temporary files go
     * @throws TapewireException in one sentence where they cannot be made
     */
    static TrialDirs make(String journalParent) {
        Path journal = make(journalParent.isEmpty() ? null : Path.of(journalParent), "journal");
        try {
            Path memory = Files.isDirectory(SHARED_MEMORY) ? SHARED_MEMORY : null;
            return new TrialDirs(make(memory, "trial"), journal);
        } catch (TapewireException e) {
            delete(journal);
            throw e;
        }
    }

    private static Path make(Path parent, String what) {
        String prefix = "tapewire-" + what + "-";
        try {
            return parent == null
                    ? Files.createTempDirectory(prefix)
                    : Files.createTempDirectory(parent, prefix);
        } catch (IOException e) {
            throw new TapewireException(
                    "No directory can be made in %s for the %s of a trial: free some space, or"
                                    .formatted(
                                            parent == null ? "that of temporary files" : parent,
                                            what)
                            + " name another.",
                    e);
        }
    }

    @Override
    public void close() {
        delete(journal);
        delete(shared);
    }

    private static void delete(Path dir) {
        IoUtil.delete(dir.toFile(), true);
    }
}
