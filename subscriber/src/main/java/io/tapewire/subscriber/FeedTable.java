package io.tapewire.subscriber;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/** Feeds by id, in O(1); the one asked for last at once. Allocates when a feed is first seen. */
final class FeedTable {
    private final Int2ObjectHashMap<FeedProgress> byId = new Int2ObjectHashMap<>();
    private final List<FeedProgress> all = new ArrayList<>();
    private FeedProgress recent;

    FeedProgress getOrAdd(int feedId) {
        FeedProgress feed = recent;
        if (feed == null || feed.feedId != feedId) {
            feed = byId.get(feedId);
            if (feed == null) {
                feed = new FeedProgress(feedId);
                byId.put(feedId, feed);
                all.add(feed);
            }
            recent = feed;
        }
        return feed;
    }

    /**
     * @return null where it was never seen
     */
    FeedProgress find(int feedId) {
        return byId.get(feedId);
    }

    /** Whether nothing more of this session is needed. */
    boolean isOver(int feedId, long session) {
        FeedProgress feed = find(feedId);
        return feed != null && feed.session == session && feed.isOver();
    }

    /** Tells how far each session came. */
    void tellLeftBehind(FeedListener listener) {
        for (FeedProgress feed : all) {
            listener.onLeftBehind(feed.feedId, feed.session, feed.next - 1);
        }
    }

    int count() {
        return all.size();
    }

    FeedProgress get(int index) {
        return all.get(index);
    }

    /** Whoever could be asked is gone, and others may be announced. */
    void discoverAnew(long nowNs, long laterNs) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).discoverAnew(nowNs, laterNs);
        }
    }
}
