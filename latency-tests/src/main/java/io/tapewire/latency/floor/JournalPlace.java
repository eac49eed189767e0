package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An empty directory for what a work writes: in {@code journalDir}, or where the JVM keeps its
 * temporary files. Removed with all that is in it when closed.
 */
public final class JournalPlace implements AutoCloseable {
    private final Path dir;

    private JournalPlace(Path dir) {
        this.dir = dir;
    }

    /**
     * @throws TapewireException in one sentence where it cannot be made
     */
    public static JournalPlace open(Parameters parameters) {
        String parent = parameters.text("journalDir", "");
        try {
            return new JournalPlace(
                    parent.isEmpty()
                            ? Files.createTempDirectory("tapewire-latency-")
                            : Files.createTempDirectory(Path.of(parent), "tapewire-latency-"));
        } catch (IOException e) {
            throw new TapewireException(
                    "No directory can be made in %s: name another for the journal."
                            .formatted(parent.isEmpty() ? "the temporary directory" : parent),
                    e);
        }
    }

    /** Empty at first. */
    public Path dir() {
        return dir;
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(dir)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new TapewireException(
                    "The directory %s could not be removed: remove it by hand.".formatted(dir), e);
        }
    }
}
