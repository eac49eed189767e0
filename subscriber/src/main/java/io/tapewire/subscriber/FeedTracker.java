package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;

/** Where a reader is in one feed. Pure state: what a frame means for it, and then the step. */
final class FeedTracker extends FeedMap.Entry {
    /** What a frame is to a reader who is where this tracker is. */
    enum Verdict {
        /** The first of a session newer than any before. */
        NEW_SESSION,
        /** Begins with the item expected next, or is a frame without items that fits here. */
        NEXT,
        /** Begins after the item expected next. */
        AFTER_GAP,
        /** Begins with items handed on before, and ends with new ones. */
        OVERLAP,
        /** Has only items handed on before. */
        DUPLICATE,
        /** Without items, and overtaken by what came since. */
        OVERTAKEN,
        /** Of a session older than the current one. */
        STALE_SESSION
    }

    private long session;
    private long nextSequence;
    private boolean ended;

    FeedTracker(int feedId) {
        super(feedId);
    }

    Verdict judge(FrameDecoder frame) {
        if (frame.session() != session) {
            return frame.session() > session ? Verdict.NEW_SESSION : Verdict.STALE_SESSION;
        }
        long sequence = frame.sequence();
        if (sequence == nextSequence) {
            return Verdict.NEXT;
        }
        if (sequence > nextSequence) {
            return Verdict.AFTER_GAP;
        }
        if (frame.itemCount() == 0) {
            return Verdict.OVERTAKEN;
        }
        return frame.nextSequence() > nextSequence ? Verdict.OVERLAP : Verdict.DUPLICATE;
    }

    void startSession(FrameDecoder first) {
        session = first.session();
        nextSequence = first.sequence();
        ended = false;
    }

    void skipTo(long sequence) {
        nextSequence = sequence;
    }

    void advancePast(FrameDecoder frame) {
        nextSequence = frame.nextSequence();
        ended = frame.templateId() == FrameDecoder.SESSION_END;
    }

    /** 0 before the first frame. */
    long session() {
        return session;
    }

    long nextSequence() {
        return nextSequence;
    }

    boolean ended() {
        return ended;
    }
}
