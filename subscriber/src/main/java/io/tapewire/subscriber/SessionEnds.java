package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.sbe.EndReason;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.SessionEndDecoder;
import org.agrona.DirectBuffer;

/** Keeps the frame that ends a session until every item before it was handed on or abandoned. */
final class SessionEnds {
    private final SessionEndDecoder sessionEnd = new SessionEndDecoder();
    private final FrameHandler handler;
    private final FeedListener listener;

    SessionEnds(FrameHandler handler, FeedListener listener) {
        this.handler = handler;
        this.listener = listener;
    }

    /**
     * @param frame that ends the feed's session, pointed at the bytes that follow
     */
    void onEnd(FeedProgress feed, FrameDecoder frame, DirectBuffer buffer, int offset, int length) {
        if (feed.sessionEnd >= frame.sequence()) {
            return;
        }
        sessionEnd.wrap(
                frame.frame(),
                MessageHeaderDecoder.ENCODED_LENGTH,
                frame.blockLength(),
                frame.version());
        feed.rememberEnd(
                frame.sequence(),
                sessionEnd.reason() == EndReason.COMPLETE,
                buffer,
                offset,
                length);
        deliver(feed);
    }

    /** Hands the end on where it is its turn. */
    void deliver(FeedProgress feed) {
        if (feed.ended || feed.sessionEnd == 0 || feed.next < feed.sessionEnd) {
            return;
        }
        if (!handler.onFrame(feed.endFrame(), 0, feed.endFrame().capacity(), feed.next)) {
            return;
        }
        feed.ended = true;
        listener.onSessionEnded(
                feed.feedId,
                feed.session,
                feed.sessionEnd - 1,
                feed.endIsComplete ? SessionEnd.COMPLETE : SessionEnd.EARLY);
    }
}
