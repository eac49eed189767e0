package io.tapewire.subscriber;

import org.agrona.collections.Long2ObjectHashMap;

/**
 * What each source has said that it has no more, by feed: of what is still wanted, the ranges
 * nearest to their turn. Allocates when first told.
 */
final class GoneRanges {
    private static final int MAX_RANGES = 256;

    private final Long2ObjectHashMap<SequenceRanges> ranges = new Long2ObjectHashMap<>();

    void add(FeedProgress feed, int source, long from, long to) {
        if (from <= to) {
            SequenceRanges gone = ranges.get(key(feed, source));
            if (gone == null) {
                gone = new SequenceRanges();
                ranges.put(key(feed, source), gone);
            }
            gone.remove(1, feed.next - 1);
            gone.add(from, to);
            if (gone.count() > MAX_RANGES) {
                gone.removeLast();
            }
        }
    }

    /**
     * @return the last of the unbroken run of items, from this one on, that the source has no more;
     *     one below the sequence where it may have it
     */
    long runFrom(FeedProgress feed, int source, long sequence) {
        SequenceRanges gone = ranges.get(key(feed, source));
        return gone == null ? sequence - 1 : gone.runFrom(sequence);
    }

    void forget(FeedProgress feed, int sources) {
        for (int i = 0; i < sources; i++) {
            ranges.remove(key(feed, i));
        }
    }

    void forgetAll() {
        ranges.clear();
    }

    private static long key(FeedProgress feed, int source) {
        return (long) feed.feedId << Integer.SIZE | source;
    }
}
