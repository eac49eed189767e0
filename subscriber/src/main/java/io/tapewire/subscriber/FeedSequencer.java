package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.sbe.EndReason;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.SessionEndDecoder;
import org.agrona.DirectBuffer;

/**
 * Follows the sequence of every feed: hands on what is new, in order, names each gap with its exact
 * range, and drops duplicates. A feed is found by its id in O(1), so a thousand cost a trade no
 * more than one.
 *
 * <p>For one thread. Allocates only when a feed is first seen.
 */
public final class FeedSequencer implements FrameHandler {
    private final FrameDecoder frame = new FrameDecoder();
    private final SessionEndDecoder sessionEnd = new SessionEndDecoder();
    private final FeedMap<FeedTracker> feeds = new FeedMap<>(FeedTracker::new);
    private final FrameHandler next;
    private final FeedListener listener;
    private final DeliveryCounts counts = new DeliveryCounts();

    /**
     * @param next takes the frames that have something new
     * @param listener hears of sessions, gaps and duplicates
     */
    public FeedSequencer(FrameHandler next, FeedListener listener) {
        this.next = next;
        this.listener = listener;
    }

    /** Reads what a frame of this feed is judged by, and answers anything. */
    long fetch(int feedId) {
        FeedTracker feed = feeds.find(feedId);
        return feed == null ? 0 : feed.nextSequence();
    }

    @Override
    public boolean onFrame(
            DirectBuffer buffer, int offset, int lengthBytes, long ignoredFromSequence) {
        frame.wrapChecked(buffer, offset, lengthBytes);
        if (frame.templateId() == FrameDecoder.RECOVERY_SOURCE) {
            return true;
        }
        FeedTracker feed = feeds.findOrAdd(frame.feedId());
        switch (feed.judge(frame)) {
            case NEW_SESSION -> startSession(feed);
            case AFTER_GAP -> reportGap(feed, frame.sequence() - 1);
            case DUPLICATE -> {
                return dropDuplicate(feed);
            }
            case STALE_SESSION -> {
                counts.staleFrames++;
                listener.onStaleSession(feed.feedId, frame.session());
                return true;
            }
            case OVERTAKEN -> {
                return true;
            }
            default -> {}
        }
        return handOn(feed, buffer, offset, lengthBytes);
    }

    private boolean handOn(FeedTracker feed, DirectBuffer buffer, int offset, int lengthBytes) {
        boolean repeatedEnd = feed.ended() && frame.templateId() == FrameDecoder.SESSION_END;
        if (repeatedEnd) {
            return true;
        }
        long fromSequence = feed.nextSequence();
        if (!next.onFrame(buffer, offset, lengthBytes, fromSequence)) {
            return false;
        }
        if (frame.sequence() < fromSequence) {
            reportDuplicate(feed, fromSequence - 1);
        }
        boolean ended = feed.ended();
        feed.advancePast(frame);
        if (!ended && feed.ended()) {
            endSession(feed);
        }
        return true;
    }

    private void startSession(FeedTracker feed) {
        if (feed.session() != 0 && !feed.ended()) {
            listener.onSessionEnded(
                    feed.feedId, feed.session(), feed.nextSequence() - 1, SessionEnd.REPLACED);
        }
        feed.startSession(frame);
        listener.onSessionStarted(feed.feedId, feed.session(), feed.nextSequence());
    }

    private void endSession(FeedTracker feed) {
        sessionEnd.wrap(
                frame.frame(),
                MessageHeaderDecoder.ENCODED_LENGTH,
                frame.blockLength(),
                frame.version());
        SessionEnd end =
                sessionEnd.reason() == EndReason.COMPLETE ? SessionEnd.COMPLETE : SessionEnd.EARLY;
        listener.onSessionEnded(feed.feedId, feed.session(), feed.nextSequence() - 1, end);
    }

    private void reportGap(FeedTracker feed, long toSequence) {
        long items = toSequence - feed.nextSequence() + 1;
        counts.gapsFound++;
        counts.missing += items;
        counts.abandoned += items;
        long fromSequence = feed.nextSequence();
        listener.onGapFound(feed.feedId, feed.session(), fromSequence, toSequence);
        listener.onGapAbandoned(feed.feedId, feed.session(), fromSequence, toSequence);
        feed.skipTo(toSequence + 1);
    }

    private boolean dropDuplicate(FeedTracker feed) {
        reportDuplicate(feed, frame.nextSequence() - 1);
        return true;
    }

    private void reportDuplicate(FeedTracker feed, long toSequence) {
        counts.duplicates += toSequence - frame.sequence() + 1;
        listener.onDuplicate(feed.feedId, feed.session(), frame.sequence(), toSequence);
    }

    /** What it has counted so far; read on the same thread. */
    public DeliveryCounts counts() {
        return counts;
    }
}
