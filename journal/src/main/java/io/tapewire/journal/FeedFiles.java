package io.tapewire.journal;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that a feed's frames are in, before Chronicle touches them. */
final class FeedFiles {
    private static final String SUFFIX = ".cq4";

    /**
     * By how much a file grows, and is mapped, at a time. Files are sparse: what they occupy is
     * what was written, and touched or set aside ahead of that.
     */
    static final long BLOCK_BYTES = 64L << 20;

    /** The kernel's: it gives memory, and reads the disk, by these. */
    static final int PAGE_BYTES = 4_096;

    /** What is mapped of a file beyond its last block, so that no record has to be split. */
    private static final long OVERLAP_BYTES = BLOCK_BYTES / 4;

    // A file begins with a record about itself, and that with a header of 32 bits.
    private static final int NOT_BEGUN = 0;
    private static final int BEING_MADE = 0x80000000;
    private static final int META_DATA = 0x40000000;
    private static final int LENGTH_MASK = 0x3FFFFFFF;

    private final Path feedDir;
    private final List<Path> files;

    private FeedFiles(Path feedDir, List<Path> files) {
        this.feedDir = feedDir;
        this.files = files;
    }

    static FeedFiles of(Path feedDir) throws IOException {
        try (Stream<Path> all = Files.list(feedDir)) {
            return new FeedFiles(
                    feedDir, all.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList());
        }
    }

    boolean isNone() {
        return files.isEmpty();
    }

    /** How the files are rolled, by their names: Chronicle warns where it is asked for another. */
    Roll roll(Roll rollOfNone) throws IOException {
        if (files.isEmpty()) {
            return rollOfNone;
        }
        for (Roll roll : Roll.values()) {
            if (files.stream().allMatch(file -> roll.names(file.getFileName().toString()))) {
                return roll;
            }
        }
        throw new TapewireException(
                "The files of %s are named otherwise than a feed's: move them away."
                        .formatted(feedDir));
    }

    /**
     * Refuses files that were cut. To touch a mapped page that its file does not have can stop the
     * JVM, and whoever appends would lengthen the file and write where nobody looks. One without
     * any length is just being made.
     */
    void requireWhole() throws IOException {
        for (Path file : files) {
            long lengthBytes = Files.size(file);
            long blocks =
                    Math.max(1, (lengthBytes - OVERLAP_BYTES + BLOCK_BYTES - 1) / BLOCK_BYTES);
            long wholeBytes = blocks * BLOCK_BYTES + OVERLAP_BYTES;
            if (lengthBytes != 0 && lengthBytes != wholeBytes) {
                throw new TapewireException(
                        "%s was cut to %d bytes: copy it again, or keep what is left with: truncate -s %d %s"
                                .formatted(file, lengthBytes, wholeBytes, file));
            }
        }
    }

    /** Removes what a writer left that was killed while it made a new file, or the first. */
    static void deleteUnbegun(Path feedDir) throws IOException {
        List<Path> files = of(feedDir).files;
        if (files.isEmpty()) {
            Files.deleteIfExists(table(feedDir));
        } else {
            Path newest = files.get(files.size() - 1);
            int header = firstHeader(newest);
            if (header == NOT_BEGUN || header == BEING_MADE) {
                Files.delete(newest);
            }
        }
    }

    /** Where Chronicle keeps what it knows of all files. */
    static Path table(Path feedDir) {
        return feedDir.resolve("metadata.cq4t");
    }

    /** Refuses a table that begins otherwise than Chronicle's do: it would wait for ten seconds. */
    static void requireTable(Path feedDir) throws IOException {
        int header = firstHeader(table(feedDir));
        if ((header & ~LENGTH_MASK) != META_DATA
                || (header & LENGTH_MASK) > Files.size(table(feedDir))) {
            throw new TapewireException(
                    "%s is damaged, or still being made: try again, or copy it again."
                            .formatted(table(feedDir)));
        }
    }

    private static int firstHeader(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file)) {
            channel.read(header);
            return header.getInt(0);
        } catch (NoSuchFileException absent) {
            return NOT_BEGUN;
        }
    }
}
