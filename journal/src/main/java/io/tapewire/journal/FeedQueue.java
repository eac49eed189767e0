package io.tapewire.journal;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.core.values.LongValue;
import net.openhft.chronicle.queue.impl.TableStore;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.queue.impl.single.TableStoreWriteLock;
import net.openhft.chronicle.queue.impl.table.AbstractTSQueueLock;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;

/** Opens the Chronicle Queue of one feed, and deals with what Chronicle does not tell of. */
final class FeedQueue {
    private static final String WRITE_LOCK = "chronicle.write.lock";

    /**
     * How long Chronicle waits for another process to finish what it began in a file. Ours is the
     * only writer, so whatever is unfinished stays so.
     */
    private static final long TIMEOUT_MS = 250;

    private FeedQueue() {}

    /** Opens, and makes where there is none; the journal's lock is held. */
    static SingleChronicleQueue forWriting(
            Path feedDir, JournalSettings settings, RollClock clock) {
        try {
            Roll roll = roll(feedDir, null);
            if (roll == null) {
                // A writer killed while it made the table leaves one that nobody can open.
                Files.deleteIfExists(JournalDirectory.table(feedDir));
            } else {
                dropDeadLock(feedDir);
            }
            SingleChronicleQueue queue =
                    builder(feedDir, roll == null ? settings.roll() : roll)
                            .blockSize(settings.blockBytes())
                            .timeProvider(clock)
                            .build();
            return requireWritable(feedDir, queue);
        } catch (IOException | RuntimeException e) {
            throw failure(feedDir, e);
        }
    }

    /** Opens without a trace on the disk; the feed's directory exists. */
    static SingleChronicleQueue forReading(Path feedDir) {
        requireJvmAccess();
        try {
            return builder(feedDir, roll(feedDir, Roll.HOURLY)).readOnly(true).build();
        } catch (IOException | RuntimeException e) {
            throw failure(feedDir, e);
        }
    }

    private static SingleChronicleQueueBuilder builder(Path feedDir, Roll roll) {
        return SingleChronicleQueueBuilder.binary(feedDir)
                .rollCycle(roll.cycle())
                .blockSize(JournalSettings.DEFAULT_BLOCK_BYTES)
                .timeoutMS(TIMEOUT_MS);
    }

    /**
     * Chronicle maps files through these two; without the second it opens read-only, and says so to
     * nobody.
     */
    static void requireJvmAccess() {
        Module base = Object.class.getModule();
        Module chronicle = SingleChronicleQueue.class.getModule();
        if (!base.isOpen("java.lang.reflect", chronicle)
                || !base.isExported("sun.nio.ch", chronicle)) {
            throw new TapewireException(
                    "The JVM does not let the journal map files: start it with"
                            + " --add-opens java.base/java.lang.reflect=ALL-UNNAMED"
                            + " --add-exports java.base/sun.nio.ch=ALL-UNNAMED,"
                            + " or with all of run/jvm.options.");
        }
    }

    private static SingleChronicleQueue requireWritable(Path feedDir, SingleChronicleQueue queue) {
        if (queue.metaStore().readOnly()) {
            queue.close();
            throw new TapewireException(
                    "%s can only be read: give this user leave to write to it and its files."
                            .formatted(feedDir));
        }
        return queue;
    }

    /**
     * Lets go the lock of a writer that was killed while it held it. Whoever holds the journal's
     * own lock knows that writer to be gone; Chronicle looks at its process id, which in a
     * container may be ours, and then waits.
     */
    private static void dropDeadLock(Path feedDir) {
        try (TableStore<?> table =
                        SingleTableBuilder.binary(
                                        JournalDirectory.table(feedDir), Metadata.NoMeta.INSTANCE)
                                .build();
                LongValue lock = table.doWithExclusiveLock(t -> t.acquireValueFor(WRITE_LOCK));
                LongValue appendLock =
                        table.doWithExclusiveLock(
                                t -> t.acquireValueFor(TableStoreWriteLock.APPEND_LOCK_KEY))) {
            lock.setVolatileValue(AbstractTSQueueLock.UNLOCKED);
            appendLock.setVolatileValue(AbstractTSQueueLock.UNLOCKED);
        }
    }

    /** How the feed's files are rolled, by their names: Chronicle warns where asked for another. */
    private static Roll roll(Path feedDir, Roll ofNone) throws IOException {
        if (!Files.exists(feedDir)) {
            return ofNone;
        }
        try (Stream<Path> files = Files.list(feedDir)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".cq4"))
                            .toList();
            for (Roll roll : Roll.values()) {
                if (!names.isEmpty() && names.stream().allMatch(roll::names)) {
                    return roll;
                }
            }
            if (!names.isEmpty()) {
                throw new IOException("its files are named otherwise");
            }
            return ofNone;
        }
    }

    private static TapewireException failure(Path feedDir, Exception e) {
        return e instanceof TapewireException told
                ? told
                : new TapewireException(
                        "The feed's journal %s cannot be opened (%s): it is damaged or not a feed's."
                                .formatted(feedDir, e.getMessage()),
                        e);
    }
}
