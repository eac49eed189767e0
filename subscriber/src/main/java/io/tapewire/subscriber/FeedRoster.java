package io.tapewire.subscriber;

import org.agrona.collections.IntHashSet;

/** The feeds that a reader follows, on all its lines: the first so many that it hears of. */
final class FeedRoster {
    static final int MAX_FEEDS = 1_024;

    private final IntHashSet feeds = new IntHashSet(2 * MAX_FEEDS);
    private final FeedListener listener;
    private long refused;

    FeedRoster(FeedListener listener) {
        this.listener = listener;
    }

    /** Whether frames of the feed are taken; counts those that are not. */
    boolean admits(int feedId) {
        if (feeds.contains(feedId)) {
            return true;
        }
        if (feeds.size() < MAX_FEEDS) {
            return feeds.add(feedId);
        }
        if (refused++ == 0) {
            listener.onFeedRefused(feedId, MAX_FEEDS);
        }
        return false;
    }

    /** Frames of feeds that are not followed. */
    long refused() {
        return refused;
    }
}
