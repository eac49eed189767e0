package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import org.agrona.DirectBuffer;

/** Hands on the items of feeds in their turn, holds those that come before, names those missing. */
final class ItemDelivery {
    private final FrameDecoder held = new FrameDecoder();
    private final FrameHandler handler;
    private final FeedListener listener;
    private final HoldMemory memory;
    private final DeliveryCounts counts;
    private final long firstSealTimeNs;

    /**
     * @param firstSealTimeNs trades of frames sealed before it are passed over
     */
    ItemDelivery(
            FrameHandler handler,
            FeedListener listener,
            HoldMemory memory,
            DeliveryCounts counts,
            long firstSealTimeNs) {
        this.handler = handler;
        this.listener = listener;
        this.memory = memory;
        this.counts = counts;
        this.firstSealTimeNs = firstSealTimeNs;
    }

    /**
     * @param frame with items, of the feed's session, pointed at the bytes that follow
     * @param by the line or source that it came from
     * @return false for "not now"; a frame before its turn is held instead
     */
    boolean onItems(
            FeedProgress feed,
            FrameDecoder frame,
            DirectBuffer buffer,
            int offset,
            int lengthBytes,
            String by,
            long nowNs) {
        long first = frame.sequence();
        long end = frame.nextSequence();
        if (first == feed.next && feed.flows()) {
            boolean taken = handOn(feed, frame, buffer, offset, lengthBytes, nowNs);
            feed.end = feed.next;
            return taken;
        }
        if (end <= feed.next) {
            counts.duplicates += frame.itemCount();
            listener.onDuplicate(feed.feedId, feed.session, first, end - 1);
            return true;
        }
        if (!learnOfItemsBefore(feed, first)) {
            notHeld(feed, nowNs);
            return true;
        }
        if (first > feed.next || feed.awaitsDefinitions) {
            hold(feed, frame, buffer, offset, lengthBytes, by, nowNs);
            return true;
        }
        if (!handOn(feed, frame, buffer, offset, lengthBytes, nowNs)) {
            return false;
        }
        arrived(feed, first, end, by);
        if (!feed.hold.isEmpty()) {
            drain(feed, nowNs);
        }
        return true;
    }

    /**
     * Whatever lies between what is known and a sequence must exist, and has not arrived.
     *
     * @return false where too many ranges are missing already: then nothing is known of these
     *     items, until a later frame tells of them
     */
    boolean learnOfItemsBefore(FeedProgress feed, long sequence) {
        if (sequence <= feed.end) {
            return true;
        }
        long from = feed.end;
        long to = sequence - 1;
        long gapFrom = Math.max(from, feed.historyEnd);
        boolean isGap = gapFrom <= to;
        if (!feed.missing.canAppend(from) || isGap && !feed.told.canAppend(gapFrom)) {
            return false;
        }
        feed.missing.append(from, to);
        feed.end = sequence;
        if (isGap) {
            counts.gapsFound++;
            counts.missing += to - gapFrom + 1;
            feed.told.append(gapFrom, to);
            listener.onGapFound(feed.feedId, feed.session, gapFrom, to);
        }
        return true;
    }

    private void notHeld(FeedProgress feed, long nowNs) {
        counts.notHeld++;
        feed.droppedAtNs = nowNs;
    }

    private boolean handOn(
            FeedProgress feed,
            FrameDecoder frame,
            DirectBuffer buffer,
            int offset,
            int lengthBytes,
            long nowNs) {
        boolean passedOver =
                frame.sealTimeNs() < firstSealTimeNs && frame.templateId() == FrameDecoder.TRADES;
        if (!passedOver && !handler.onFrame(buffer, offset, lengthBytes, feed.next)) {
            return false;
        }
        feed.next = frame.nextSequence();
        feed.waitAnew(nowNs);
        return true;
    }

    private void arrived(FeedProgress feed, long first, long end, String by) {
        if (end > feed.end) {
            feed.end = end;
        }
        if (feed.missing.isEmpty() || !feed.missing.overlaps(first, end - 1)) {
            return;
        }
        feed.missing.remove(first, end - 1);
        SequenceRanges told = feed.told;
        if (!told.overlaps(first, end - 1)) {
            return;
        }
        for (int i = 0; i < told.count() && told.from(i) < end; i++) {
            long from = Math.max(first, told.from(i));
            long to = Math.min(end - 1, told.to(i));
            if (from <= to) {
                counts.filled += to - from + 1;
                listener.onGapFilled(feed.feedId, feed.session, from, to, by);
            }
        }
        told.remove(first, end - 1);
    }

    /** Keeps a frame until its turn, or until the handler takes it. */
    void hold(
            FeedProgress feed,
            FrameDecoder frame,
            DirectBuffer buffer,
            int offset,
            int lengthBytes,
            String by,
            long nowNs) {
        long first = frame.sequence();
        long end = frame.nextSequence();
        if (end <= feed.end && !feed.missing.overlaps(first, end - 1)) {
            counts.duplicates += frame.itemCount();
            listener.onDuplicate(feed.feedId, feed.session, first, end - 1);
            return;
        }
        int place = HoldMemory.NO_PLACE;
        if (feed.missing.canRemove(first, end - 1) && feed.told.canRemove(first, end - 1)) {
            place = memory.store(buffer, offset, lengthBytes);
            while (place == HoldMemory.NO_PLACE && dropFurtherThan(feed, first, nowNs)) {
                place = memory.store(buffer, offset, lengthBytes);
            }
        }
        if (place == HoldMemory.NO_PLACE) {
            notHeld(feed, nowNs);
            if (end > feed.end && feed.missing.canAppend(feed.end)) {
                feed.missing.append(feed.end, end - 1);
                feed.end = end;
            }
            return;
        }
        feed.hold.insert(first, end, place, lengthBytes);
        arrived(feed, first, end, by);
    }

    // Live frames far ahead must not keep out those that bring the next item nearer.
    private boolean dropFurtherThan(FeedProgress feed, long sequence, long nowNs) {
        FrameHold hold = feed.hold;
        if (hold.isEmpty()
                || hold.lastSequence() <= sequence
                || feed.missing.count() == SequenceRanges.MAX_RANGES) {
            return false;
        }
        memory.release(hold.lastPlace());
        feed.missing.add(hold.lastSequence(), hold.lastEndSequence() - 1);
        notHeld(feed, nowNs);
        hold.removeLast();
        return true;
    }

    /** Hands on what is held and in its turn now. */
    void drain(FeedProgress feed, long nowNs) {
        FrameHold hold = feed.hold;
        while (!feed.awaitsDefinitions && !hold.isEmpty() && hold.firstSequence() <= feed.next) {
            int place = hold.firstPlace();
            if (hold.endSequence() > feed.next) {
                held.wrapChecked(memory.memory(), place, hold.firstLength());
                if (!handOn(feed, held, memory.memory(), place, hold.firstLength(), nowNs)) {
                    return;
                }
            }
            hold.removeFirst();
            memory.release(place);
        }
    }

    /** Gives up what is missing from the next item on, up to one, without handing on more. */
    void abandonTo(FeedProgress feed, long last, long nowNs) {
        long from = feed.next;
        long to = Math.min(last, feed.missing.to(0));
        feed.missing.remove(from, to);
        feed.told.remove(from, to);
        feed.passOver(from, to);
        counts.abandoned += to - from + 1;
        listener.onGapAbandoned(feed.feedId, feed.session, from, to);
        feed.next = to + 1;
        feed.waitAnew(nowNs);
    }

    /** Hands on all that is held, whatever is missing between. */
    void abandonAll(FeedProgress feed, long nowNs) {
        feed.awaitsDefinitions = false;
        drain(feed, nowNs);
        while (isNextMissing(feed)) {
            abandonTo(feed, Long.MAX_VALUE, nowNs);
            drain(feed, nowNs);
        }
        if (feed.next < feed.end) {
            // The handler takes nothing now, and there is no later for this session.
            counts.abandoned += feed.end - feed.next;
            listener.onGapAbandoned(feed.feedId, feed.session, feed.next, feed.end - 1);
            feed.next = feed.end;
        }
        while (!feed.hold.isEmpty()) {
            memory.release(feed.hold.firstPlace());
            feed.hold.removeFirst();
        }
    }

    /** Whether a frame of this length that comes before its turn cannot be taken. */
    boolean isFull(FeedProgress feed, int lengthBytes) {
        return !memory.hasRoom(lengthBytes)
                || feed.missing.count() == SequenceRanges.MAX_RANGES
                || feed.told.count() == SequenceRanges.MAX_RANGES;
    }

    boolean isNextMissing(FeedProgress feed) {
        return !feed.missing.isEmpty() && feed.missing.from(0) == feed.next;
    }
}
