package io.tapewire.subscriber;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameStatus;
import java.util.function.IntToLongFunction;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Checks what Aeron delivers, hands good frames on, and names and counts the rest.
 *
 * <p>Frames are copied before they are checked: the log of a reader that is left behind is wiped
 * and written over while it still reads.
 */
final class FrameReceiver implements ControlledFragmentHandler {
    static final int MAX_LENGTH = 1 << 16;

    private final UnsafeBuffer copy =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_LENGTH, 64));
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameHandler next;
    private final IntToLongFunction fetcher;
    private final FeedListener listener;
    private final FeedRoster roster;
    private final FeedClaims claims;
    private final long[] framesByStatus = new long[FrameStatus.values().length];
    private Object suspectImage;
    private long suspectPosition;
    private long bytes;
    private long rejected;

    /** Only written, so that what is fetched is read. */
    private long fetched;

    /**
     * @param next takes the good frames
     * @param fetcher reads what next will look at for a frame of this feed, and answers anything
     */
    FrameReceiver(
            FrameHandler next,
            IntToLongFunction fetcher,
            FeedListener listener,
            FeedRoster roster) {
        this.fetcher = fetcher;
        this.next = next;
        this.listener = listener;
        this.roster = roster;
        this.claims = new FeedClaims(listener, roster);
    }

    /** To be called in every turn. */
    void doWork(long nowNs) {
        claims.doWork(nowNs);
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        if (length > Math.min(MAX_LENGTH, buffer.capacity() - offset)) {
            return Action.ABORT;
        }
        copy.putBytes(0, buffer, offset, length);
        fetch(length);
        FrameStatus status =
                header.flags() == FrameDescriptor.UNFRAGMENTED
                        ? decoder.wrap(copy, 0, length)
                        : FrameStatus.FRAGMENT;
        if (status != FrameStatus.OK) {
            return isBadAgain(header) ? reject(status) : Action.ABORT;
        }
        if (!claims.admits(decoder, (Image) header.context())) {
            return Action.CONTINUE;
        }
        return handOn(copy, 0, length) ? Action.CONTINUE : Action.ABORT;
    }

    // What the stages behind the checksum will wait for, asked for before it: of a thousand feeds
    // it is in no near cache, and so arrives meanwhile. The bytes may be no frame and the id
    // anything; the copy has room for a whole head, whatever the length.
    private void fetch(int length) {
        decoder.wrapChecked(copy, 0, length);
        int feedId = decoder.feedId();
        fetched = claims.fetch(feedId) + fetcher.applyAsLong(feedId);
    }

    /** A whole message that lies outside Aeron's log; false for "not now". */
    boolean onMessage(DirectBuffer buffer, int offset, int length) {
        FrameStatus status = decoder.wrap(buffer, offset, length);
        if (status != FrameStatus.OK) {
            reject(status);
            return true;
        }
        return !roster.admits(decoder.feedId()) || handOn(buffer, offset, length);
    }

    private boolean handOn(DirectBuffer buffer, int offset, int length) {
        if (!next.onFrame(buffer, offset, length, 0)) {
            return false;
        }
        framesByStatus[FrameStatus.OK.ordinal()]++;
        bytes += length;
        return true;
    }

    private Action reject(FrameStatus reason) {
        framesByStatus[reason.ordinal()]++;
        rejected++;
        listener.onRejected(reason);
        return Action.CONTINUE;
    }

    // Only what is bad twice, with a turn of the client in between, was sent like that: otherwise
    // the turn tells that the image is gone.
    private boolean isBadAgain(Header header) {
        boolean again = suspectImage == header.context() && suspectPosition == header.position();
        suspectImage = again ? null : header.context();
        suspectPosition = header.position();
        return again;
    }

    long frames(FrameStatus status) {
        return framesByStatus[status.ordinal()];
    }

    long conflicts() {
        return claims.conflicts();
    }

    long rejected() {
        return rejected;
    }

    long bytes() {
        return bytes;
    }
}
