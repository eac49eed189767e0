package io.tapewire.journal;

import io.tapewire.schemas.recovery.FramesBySequence;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * A journal as a source of recovery: everything that it received, while it is being written. For
 * the one thread that serves; allocates when a feed, a session or a definition is first met.
 */
public final class JournalFrames implements FramesBySequence, AutoCloseable {
    private static final long LOOK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path dir;
    private final Int2ObjectHashMap<FeedFrames> feeds = new Int2ObjectHashMap<>();
    private long lookedNs = System.nanoTime() - LOOK_AGAIN_NS;

    /**
     * @param dir of a journal that exists, or that a writer is about to fill
     */
    public JournalFrames(Path dir) {
        this.dir = dir;
    }

    @Override
    public long firstSequence(int feedId, long session) {
        FeedFrames feed = feed(feedId);
        return feed == null ? 0 : feed.firstSequence(session);
    }

    @Override
    public long nextSequence(int feedId, long session) {
        FeedFrames feed = feed(feedId);
        return feed == null ? 0 : feed.nextSequence(session);
    }

    @Override
    public int copyFrame(
            int feedId, long session, long sequence, MutableDirectBuffer target, int targetOffset) {
        FeedFrames feed = feed(feedId);
        return feed == null ? NOT_THERE : feed.copyFrame(session, sequence, target, targetOffset);
    }

    @Override
    public int copyDefinitions(
            int feedId, long session, int index, MutableDirectBuffer target, int targetOffset) {
        FeedFrames feed = feed(feedId);
        return feed == null
                ? NOT_THERE
                : feed.copyDefinitions(session, index, target, targetOffset);
    }

    private FeedFrames feed(int feedId) {
        FeedFrames feed = feeds.get(feedId);
        if (feed == null && System.nanoTime() - lookedNs >= LOOK_AGAIN_NS) {
            lookedNs = System.nanoTime();
            if (Arrays.stream(JournalReader.feeds(dir)).anyMatch(id -> id == feedId)) {
                feed = new FeedFrames(dir, feedId);
                feeds.put(feedId, feed);
            }
        }
        return feed;
    }

    @Override
    public void close() {
        feeds.values().forEach(FeedFrames::close);
        feeds.clear();
    }
}
