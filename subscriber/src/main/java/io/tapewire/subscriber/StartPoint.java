package io.tapewire.subscriber;

import io.tapewire.schemas.TapewireException;

/**
 * Where in a feed's session a reader begins. Whatever lies before what it first receives is
 * history, which recovery brings; it runs into the live items without a hole or a double.
 * Immutable.
 */
public final class StartPoint {
    /** With whatever comes first. */
    public static final StartPoint LIVE = new StartPoint(Kind.LIVE, (feedId, session) -> 1, 0);

    /** With the session's first item. */
    public static final StartPoint BEGINNING = sequence(1);

    /** Knows what was processed before, of many feeds. */
    @FunctionalInterface
    public interface Processed {
        /**
         * @return sequence of the first item wanted; 1 where nothing of the session was processed
         */
        long nextSequence(int feedId, long session);
    }

    private enum Kind {
        LIVE,
        SEQUENCE,
        TIME
    }

    private final Kind kind;
    private final Processed wanted;
    private final long sealTimeNs;

    private StartPoint(Kind kind, Processed wanted, long sealTimeNs) {
        this.kind = kind;
        this.wanted = wanted;
        this.sealTimeNs = sealTimeNs;
    }

    /** With the item of this sequence, 1 or above, in whatever session there is. */
    public static StartPoint sequence(long sequence) {
        if (sequence < 1) {
            throw new TapewireException(
                    "A session has no sequence %d: they begin at 1.".formatted(sequence));
        }
        return new StartPoint(Kind.SEQUENCE, (feedId, session) -> sequence, 0);
    }

    /** With the first frame sealed at this time or later: ns since the epoch. */
    public static StartPoint time(long sealTimeNs) {
        return new StartPoint(Kind.TIME, (feedId, session) -> 1, sealTimeNs);
    }

    /**
     * After the last item processed; at the beginning of any other session.
     *
     * @param session that the item was of
     * @param sequence of the item; 0 where none was processed
     */
    public static StartPoint after(long session, long sequence) {
        return after((feedId, other) -> other == session ? sequence + 1 : 1);
    }

    /** After what was processed of each feed and session. */
    public static StartPoint after(Processed processed) {
        return new StartPoint(Kind.SEQUENCE, processed, 0);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case LIVE -> "live";
            case SEQUENCE -> "a sequence";
            case TIME -> "time " + sealTimeNs;
        };
    }

    /** The first sequence wanted of a session whose first frame to arrive begins at another. */
    long firstSequence(int feedId, long session, long arrivedSequence) {
        return kind == Kind.LIVE ? arrivedSequence : wanted.nextSequence(feedId, session);
    }

    /** Trades sealed before this time are passed over. */
    long firstSealTimeNs() {
        return kind == Kind.TIME ? sealTimeNs : Long.MIN_VALUE;
    }
}
