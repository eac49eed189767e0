package io.tapewire.subscriber;

/** Where the reader is in each feed. Allocates when a feed is first seen. */
final class FeedTable extends FeedMap<FeedProgress> {
    FeedTable() {
        super(FeedProgress::new);
    }

    /** Whether nothing more of this session is needed. */
    boolean isOver(int feedId, long session) {
        FeedProgress feed = find(feedId);
        return feed != null && feed.session == session && feed.isOver();
    }

    /** Reads what a frame in its turn looks at first, and answers anything. */
    long fetch(int feedId) {
        FeedProgress feed = find(feedId);
        return feed != null && feed.flows() ? feed.session : 0;
    }

    /** Tells how far each session came. */
    void tellLeftBehind(FeedListener listener) {
        for (int i = 0; i < count(); i++) {
            FeedProgress feed = get(i);
            listener.onLeftBehind(feed.feedId, feed.session, feed.next - 1);
        }
    }

    /** Whoever could be asked is gone, and others may be announced. */
    void discoverAnew(long nowNs, long laterNs) {
        for (int i = 0; i < count(); i++) {
            get(i).discoverAnew(nowNs, laterNs);
        }
    }
}
