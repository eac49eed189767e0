package io.tapewire.journal;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where things are in a journal's directory, and whether a directory is one. */
final class JournalDirectory {
    private static final String FEED_PREFIX = "feed-";
    private static final String OWN_PREFIX = "tapewire-journal.";

    private JournalDirectory() {}

    static Path lockFile(Path dir) {
        return dir.resolve(OWN_PREFIX + "lock");
    }

    static Path ownerFile(Path dir) {
        return dir.resolve(OWN_PREFIX + "owner");
    }

    /** Of a queue that is there only while a writer opens. */
    static Path warmUp(Path dir) {
        return dir.resolve(OWN_PREFIX + "warm-up");
    }

    static Path feed(Path dir, int feedId) {
        return dir.resolve(FEED_PREFIX + Integer.toUnsignedString(feedId));
    }

    static boolean hasFeed(Path dir, int feedId) {
        return Files.isDirectory(feed(dir, feedId));
    }

    /** Feed ids in ascending order, unsigned. */
    static int[] feeds(Path dir) {
        return list(dir)
                .mapToLong(JournalDirectory::feedId)
                .filter(id -> id >= 0)
                .sorted()
                .mapToInt(id -> (int) id)
                .toArray();
    }

    static void create(Path dir) {
        try {
            Files.createDirectories(dir);
        } catch (IOException e) {
            throw new TapewireException(
                    Files.exists(dir)
                            ? "%s is not a directory: name one for the journal.".formatted(dir)
                            : "The directory %s cannot be made (%s): name another for the journal."
                                    .formatted(dir, reason(e)),
                    e);
        }
        if (!Files.isWritable(dir)) {
            throw new TapewireException(
                    "The directory %s is not writable: the journal cannot be kept there."
                            .formatted(dir));
        }
        if (isForeign(dir)) {
            throw new TapewireException(
                    "The directory %s holds other files and no journal: name an empty one."
                            .formatted(dir));
        }
    }

    static void requireJournal(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw new TapewireException(
                    (Files.exists(dir) ? "%s is not a directory" : "There is no directory %s")
                                    .formatted(dir)
                            + ": name the one that a journal was written to.");
        }
        if (list(dir).findAny().isEmpty() || isForeign(dir)) {
            throw new TapewireException("The directory %s holds no journal.".formatted(dir));
        }
    }

    static void requireFeed(Path dir, int feedId) {
        requireJournal(dir);
        if (hasFeed(dir, feedId)) {
            return;
        }
        int[] feeds = feeds(dir);
        String others =
                feeds.length == 0
                        ? "none yet"
                        : IntStream.of(feeds)
                                .mapToObj(Integer::toUnsignedString)
                                .collect(Collectors.joining(", "));
        throw new TapewireException(
                "The journal %s holds no feed %s; it holds %s."
                        .formatted(dir, Integer.toUnsignedString(feedId), others));
    }

    static String reason(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "");
    }

    private static boolean isForeign(Path dir) {
        String[] names = list(dir).toArray(String[]::new);
        return names.length > 0
                && Arrays.stream(names)
                        .noneMatch(name -> name.startsWith(OWN_PREFIX) || feedId(name) >= 0);
    }

    /** Names of what is in the directory, but for what a file system puts there by itself. */
    private static Stream<String> list(Path dir) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(dir)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            throw new TapewireException(
                    "The directory %s cannot be read (%s).".formatted(dir, reason(e)), e);
        }
        return names.stream().filter(n -> !n.startsWith(".") && !n.equals("lost+found"));
    }

    private static long feedId(String name) {
        if (!name.startsWith(FEED_PREFIX)) {
            return -1;
        }
        try {
            int id = Integer.parseUnsignedInt(name.substring(FEED_PREFIX.length()));
            return name.equals(FEED_PREFIX + Integer.toUnsignedString(id))
                    ? Integer.toUnsignedLong(id)
                    : -1;
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }
}
