package io.tapewire.subscriber;

/** Where the reader is in each feed. Allocates when a feed is first seen. */
final class FeedTable {
    private final FeedMap<FeedProgress> feeds = new FeedMap<>();

    FeedProgress getOrAdd(int feedId) {
        FeedProgress known = feeds.find(feedId);
        return known == null ? feeds.add(new FeedProgress(feedId)) : known;
    }

    /**
     * @return null where it was never seen
     */
    FeedProgress find(int feedId) {
        return feeds.find(feedId);
    }

    /** Whether nothing more of this session is needed. */
    boolean isOver(int feedId, long session) {
        FeedProgress feed = find(feedId);
        return feed != null && feed.session == session && feed.isOver();
    }

    /** Tells how far each session came. */
    void tellLeftBehind(FeedListener listener) {
        for (int i = 0; i < feeds.count(); i++) {
            FeedProgress feed = feeds.get(i);
            listener.onLeftBehind(feed.feedId, feed.session, feed.next - 1);
        }
    }

    int count() {
        return feeds.count();
    }

    FeedProgress get(int index) {
        return feeds.get(index);
    }

    /** Whoever could be asked is gone, and others may be announced. */
    void discoverAnew(long nowNs, long laterNs) {
        for (int i = 0; i < feeds.count(); i++) {
            feeds.get(i).discoverAnew(nowNs, laterNs);
        }
    }
}
