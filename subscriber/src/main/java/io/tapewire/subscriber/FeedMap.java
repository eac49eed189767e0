package io.tapewire.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * What is kept of each feed, by its id, in O(1). The id is read from what is kept itself, and the
 * table is at most half full, so that a frame of any of a thousand feeds waits for little memory.
 * Nothing remembers which feed came last: to store a reference costs more than to find it again.
 *
 * <p>For one thread. Allocates where a feed is first asked for.
 */
class FeedMap<T extends FeedMap.Entry> {
    /** What belongs to one feed. */
    abstract static class Entry {
        final int feedId;

        Entry(int feedId) {
            this.feedId = feedId;
        }
    }

    private static final int FEW = 16;

    /** Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4. */
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private final IntFunction<T> maker;
    private final List<T> all = new ArrayList<>();
    private Entry[] slots = new Entry[FEW];

    /** Null where there are more. */
    private Entry only;

    private int shift = Integer.numberOfLeadingZeros(FEW - 1);

    /**
     * @param maker of what is kept, given the feed's id
     */
    FeedMap(IntFunction<T> maker) {
        this.maker = maker;
    }

    /**
     * @return null where nothing is kept for this feed yet
     */
    @SuppressWarnings("unchecked")
    T find(int feedId) {
        Entry one = only;
        return (T) (one != null && one.feedId == feedId ? one : slots[slotOf(feedId)]);
    }

    /** Makes it where nothing is kept for this feed yet. */
    T findOrAdd(int feedId) {
        T known = find(feedId);
        return known == null ? add(maker.apply(feedId)) : known;
    }

    private T add(T entry) {
        all.add(entry);
        only = all.size() == 1 ? entry : null;
        if (2 * all.size() > slots.length) {
            slots = new Entry[2 * slots.length];
            shift--;
            all.forEach(this::put);
        } else {
            put(entry);
        }
        return entry;
    }

    private void put(Entry entry) {
        slots[slotOf(entry.feedId)] = entry;
    }

    private int slotOf(int feedId) {
        int slot = feedId * GOLDEN_RATIO >>> shift;
        while (slots[slot] != null && slots[slot].feedId != feedId) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    int count() {
        return all.size();
    }

    /** In the order in which they were added. */
    T get(int index) {
        return all.get(index);
    }
}
