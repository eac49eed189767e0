package io.tapewire.subscriber;

import io.tapewire.schemas.FrameStatus;

/**
 * Hears what happens to feeds beside their trades. Called on the thread that hands the frames in,
 * between the trades where it happened. Ranges of sequences include both ends.
 */
public interface FeedListener {
    /** Hears nothing. */
    FeedListener NONE = new FeedListener() {};

    /**
     * The first frame of a session arrived.
     *
     * @param firstSequence the first item that will be handed on: above 1 where the reader came
     *     late
     */
    default void onSessionStarted(int feedId, long session, long firstSequence) {}

    /**
     * A session ended; every gap before its end has been told.
     *
     * @param lastSequence of the session; 0 where it had no item
     */
    default void onSessionEnded(int feedId, long session, long lastSequence, SessionEnd end) {}

    /** Items did not arrive when later ones did; filled or abandoned will be told of each. */
    default void onGapFound(int feedId, long session, long fromSequence, long toSequence) {}

    /**
     * Items that were missing have arrived.
     *
     * @param by the line or the source that brought them
     */
    default void onGapFilled(
            int feedId, long session, long fromSequence, long toSequence, String by) {}

    /** Items will not be handed on: nobody has them any more, or nobody was asked. */
    default void onGapAbandoned(int feedId, long session, long fromSequence, long toSequence) {}

    /** Nothing was heard of a feed for longer than its publisher ever is silent. */
    default void onSilence(int feedId, long session, long silenceNs) {}

    /**
     * A line brought nothing of a feed for four heartbeat intervals, and another line did. Told
     * once, until it returns.
     *
     * @param line its name, as in {@link #onGapFilled}
     */
    default void onLineDead(int feedId, long session, String line, long silenceNs) {}

    /** A dead line brings the feed again. */
    default void onLineReturned(int feedId, long session, String line) {}

    /** Items arrived that had been handed on before, and were dropped. */
    default void onDuplicate(int feedId, long session, long fromSequence, long toSequence) {}

    /** A frame arrived of a session older than the feed's current one, and was dropped. */
    default void onStaleSession(int feedId, long session) {}

    /**
     * Another publication goes on with a session: its publisher was started again, or has a new
     * media driver. Told on each line.
     *
     * @param source of the new one: its address and port, or {@code aeron:ipc}
     */
    default void onResumed(int feedId, long session, String source) {}

    /**
     * This reader was slow and is left behind; told, of each feed, where {@link
     * SubscriberSettings.Order#UNTIL_LEFT_BEHIND} was asked for. Nothing is handed on any more.
     * Another can go on with {@link StartPoint#after(long, long)}.
     *
     * @param lastSequence handed on or abandoned, with all before it; what follows was not
     */
    default void onLeftBehind(int feedId, long session, long lastSequence) {}

    /**
     * A second publisher claims a session while the first still speaks; its frames are refused.
     * Told once of each.
     *
     * @param source of the second: its address and port, or {@code aeron:ipc}
     */
    default void onConflict(int feedId, long session, String source) {}

    /**
     * A frame arrived of one feed more than a reader follows; this one and further ones are
     * dropped. Told once.
     *
     * @param most feeds that a reader follows
     */
    default void onFeedRefused(int feedId, int most) {}

    /** Bytes arrived that are no frame to believe, and were dropped. */
    default void onRejected(FrameStatus reason) {}
}
