package io.tapewire.journal;

import io.tapewire.schemas.TapewireException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.NavigableSet;
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
    static SingleChronicleQueue forWriting(Path feedDir, Roll rollOfNew, RollClock clock) {
        try {
            Files.createDirectories(feedDir);
            Roll roll = FeedFiles.of(feedDir).roll(rollOfNew);
            FeedFiles.deleteUnbegun(feedDir);
            FeedFiles files = FeedFiles.of(feedDir);
            files.requireWhole();
            if (!files.isNone()) {
                FeedFiles.requireTable(feedDir);
                dropDeadLock(feedDir);
            }
            SingleChronicleQueue queue = builder(feedDir, roll).timeProvider(clock).build();
            if (queue.metaStore().readOnly()) {
                queue.close();
                throw new TapewireException(
                        "%s can only be read: give this user leave to write to its files."
                                .formatted(feedDir));
            }
            return queue;
        } catch (Exception | AssertionError | InternalError e) {
            throw failure(feedDir, e);
        }
    }

    /** Opens without a trace on the disk; the feed is there. */
    static SingleChronicleQueue forReading(Path feedDir) {
        requireJvmAccess();
        try {
            FeedFiles.requireTable(feedDir);
            FeedFiles files = FeedFiles.of(feedDir);
            files.requireWhole();
            return builder(feedDir, files.roll(Roll.HOURLY)).readOnly(true).build();
        } catch (Exception | AssertionError | InternalError e) {
            throw failure(feedDir, e);
        }
    }

    private static SingleChronicleQueueBuilder builder(Path feedDir, Roll roll) {
        return SingleChronicleQueueBuilder.binary(feedDir)
                .rollCycle(roll.cycle())
                .blockSize(FeedFiles.BLOCK_BYTES)
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

    /**
     * Lets go the lock of a writer that was killed while it held it. Whoever holds the journal's
     * own lock knows that writer to be gone; Chronicle looks at its process id, which in a
     * container may be ours, and then waits.
     */
    private static void dropDeadLock(Path feedDir) {
        // Names the types that the table is made of, as the queue's own builder would.
        SingleChronicleQueueBuilder.addAliases();
        try (TableStore<?> table =
                        SingleTableBuilder.binary(
                                        FeedFiles.table(feedDir), Metadata.NoMeta.INSTANCE)
                                .build();
                LongValue writeLock = lock(table, WRITE_LOCK);
                LongValue appendLock = lock(table, TableStoreWriteLock.APPEND_LOCK_KEY)) {
            writeLock.setVolatileValue(AbstractTSQueueLock.UNLOCKED);
            appendLock.setVolatileValue(AbstractTSQueueLock.UNLOCKED);
        }
    }

    private static LongValue lock(TableStore<?> table, String key) {
        return table.doWithExclusiveLock(locked -> locked.acquireValueFor(key));
    }

    /** The files that there are, by Chronicle's numbers. */
    static NavigableSet<Long> cycles(SingleChronicleQueue queue) {
        int first = queue.firstCycle();
        int last = queue.lastCycle();
        return last < first
                ? Collections.emptyNavigableSet()
                : queue.listCyclesBetween(first, last);
    }

    /** What Chronicle throws, checked exceptions undeclared among it, as one sentence. */
    static TapewireException failure(Path feedDir, Throwable e) {
        return e instanceof TapewireException told
                ? told
                : new TapewireException(
                        "The feed's journal %s cannot be opened: it is damaged, or this user may not."
                                .formatted(feedDir),
                        e);
    }
}
