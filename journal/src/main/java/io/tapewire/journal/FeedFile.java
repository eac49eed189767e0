package io.tapewire.journal;

import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueStore;

/** What one file of a feed says of itself, whether or not its records can be reached. */
final class FeedFile implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final int cycle;
    private SingleChronicleQueueStore store;

    /**
     * @param cycle Chronicle's number of the file
     */
    FeedFile(SingleChronicleQueue queue, int cycle) {
        this.queue = queue;
        this.cycle = cycle;
    }

    /** Where its last record begins; 0 where it has none. */
    long lastRecordPosition() {
        try {
            if (store == null) {
                store = queue.storeForCycle(cycle, queue.epoch(), false, null);
            }
            return store == null ? 0 : store.writePosition();
        } catch (Exception | AssertionError | InternalError damaged) {
            return 0;
        }
    }

    /** How many records it holds; 0 also where it is too damaged to say. */
    long records() {
        // A tailer of its own: asking this moves it away.
        try (ExcerptTailer counter = queue.createTailer()) {
            return counter.moveToCycle(cycle) && new FileBounds(counter).hold(lastRecordPosition())
                    ? Math.max(0, counter.excerptsInCycle(cycle))
                    : 0;
        } catch (Exception | AssertionError | InternalError damaged) {
            return 0;
        }
    }

    @Override
    public void close() {
        if (store != null) {
            queue.closeStore(store);
            store = null;
        }
    }
}
