package io.tapewire.subscriber;

/**
 * Where a reader is in a feed, as far as a frame in its turn looks. Of a thousand feeds each line
 * of memory is one to wait for, and HotSpot lays out what a superclass has before all else: the
 * longs, in this order, then the flags.
 */
abstract class FeedPosition extends FeedMap.Entry {
    /** 0 before the first frame. */
    long session;

    long next;
    long end;
    long heardNs;

    /** Since when the next item is waited for. */
    long waitsSinceNs;

    /** What was known by then: the items below it are waited for as long. */
    long waitsBelow;

    boolean awaitsDefinitions;

    /** Whether something is missing, or waits for its turn, and is seen to in every turn. */
    boolean inRepair;

    FeedPosition(int feedId) {
        super(feedId);
    }
}
