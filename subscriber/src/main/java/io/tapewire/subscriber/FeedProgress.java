package io.tapewire.subscriber;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where ordered delivery is in one feed. Each item from {@code next} up to {@code end} is either
 * missing or held; those below were handed on or abandoned, those from {@code end} are not known.
 */
final class FeedProgress extends FeedPosition {
    private static final long USUAL_SILENCE_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int SILENT_INTERVALS = 4;

    final SequenceRanges missing = new SequenceRanges();
    final FrameHold hold = new FrameHold();

    /** Of the missing, those that listeners were told of as a gap. */
    final SequenceRanges told = new SequenceRanges();

    /** Passed over: before the reader's start, or abandoned. Definitions among them are wanted. */
    final SequenceRanges undelivered = new SequenceRanges();

    /** When the session was first heard of: whoever serves it says so soon after. */
    long startedNs;

    /** Below it lies what was wanted of the time before the reader came: history, no gaps. */
    long historyEnd;

    boolean ended;

    /** The item after the session's last, once its end was told; 0 before. */
    long sessionEnd;

    boolean endIsComplete;
    private DirectBuffer endFrame;

    /** When a frame was last dropped for want of room to hold it. */
    long droppedAtNs = Long.MIN_VALUE / 2;

    long heartbeatIntervalNs;

    /** When it was last heard before the silence that was told of last. */
    private long silentSinceNs = Long.MIN_VALUE;

    FeedProgress(int feedId) {
        super(feedId);
    }

    void startSession(long newSession, long first, long arrived, long nowNs) {
        session = newSession;
        next = first;
        end = first;
        historyEnd = arrived;
        ended = false;
        sessionEnd = 0;
        startedNs = nowNs;
        waitAnew(nowNs);
        missing.clear();
        told.clear();
        undelivered.clear();
        if (first > 1) {
            undelivered.append(1, first - 1);
        }
    }

    /** Sources may be heard of again, later than where the session has just started. */
    void discoverAnew(long nowNs, long laterNs) {
        startedNs = nowNs + laterNs;
        waitAnew(nowNs);
    }

    void waitAnew(long nowNs) {
        waitsSinceNs = nowNs;
        waitsBelow = end;
    }

    /** Keeps the frame that ended the session until its turn; allocates, once a session. */
    void rememberEnd(
            long endSequence, boolean complete, DirectBuffer buffer, int offset, int lengthBytes) {
        UnsafeBuffer copy = new UnsafeBuffer(ByteBuffer.allocateDirect(lengthBytes));
        copy.putBytes(0, buffer, offset, lengthBytes);
        endFrame = copy;
        sessionEnd = endSequence;
        endIsComplete = complete;
        ended = false;
    }

    /** Where there are too many such ranges, items between the oldest two count as passed over. */
    void passOver(long first, long last) {
        undelivered.add(first, last);
        joinOldest();
    }

    void handedOnAfterAll(long first, long last) {
        undelivered.remove(first, last);
        joinOldest();
    }

    private void joinOldest() {
        while (undelivered.count() > SequenceRanges.MAX_RANGES) {
            undelivered.joinFirstTwo();
        }
    }

    DirectBuffer endFrame() {
        return endFrame;
    }

    /** Whether it has just been silent for longer than its publisher ever is. */
    boolean fallsSilent(long nowNs) {
        long intervalNs = heartbeatIntervalNs == 0 ? USUAL_SILENCE_NS : heartbeatIntervalNs;
        if (silentSinceNs == heardNs || nowNs - heardNs <= SILENT_INTERVALS * intervalNs) {
            return false;
        }
        silentSinceNs = heardNs;
        return true;
    }

    /** Whether nothing is missing or held, and what comes next passes through. */
    boolean flows() {
        return next == end && !awaitsDefinitions && !inRepair;
    }

    boolean isWhole() {
        return next == end;
    }

    /** Whether all of the session was handed on or abandoned, and nothing follows that is known. */
    boolean isOver() {
        return ended && isWhole() && end == sessionEnd;
    }
}
