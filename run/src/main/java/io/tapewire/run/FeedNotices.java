package io.tapewire.run;

import io.tapewire.schemas.FrameStatus;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.SessionEnd;

/** Tells a person what happens to feeds, and remembers it for the summary and the exit status. */
final class FeedNotices implements FeedListener {
    private static final int TOLD_ONE_BY_ONE = 10;

    /** Is told of sessions. */
    interface Sessions {
        void accept(int feedId, long session);
    }

    private final Console console;
    private Sessions sessions = (feedId, session) -> {};
    private int sessionsOpen;
    private int sessionsEnded;
    private int sessionsEndedEarly;
    private long gaps;
    private long filled;
    private long abandoned;
    private long missing;
    private long rejected;
    private long stale;
    private long deadLines;
    private long returnedLines;
    private boolean leftBehind;

    FeedNotices(Console console) {
        this.console = console;
    }

    /** Has each session that starts from now on told to somebody else as well. */
    void onEachSession(Sessions told) {
        sessions = told;
    }

    @Override
    public void onSessionStarted(int feedId, long session, long firstSequence) {
        sessionsOpen++;
        sessions.accept(feedId, session);
        console.notice(
                "feed %s: session %d started%s"
                        .formatted(
                                Integer.toUnsignedString(feedId),
                                session,
                                firstSequence == 1
                                        ? ""
                                        : ", joined at sequence " + Text.count(firstSequence)));
    }

    @Override
    public void onSessionEnded(int feedId, long session, long lastSequence, SessionEnd end) {
        sessionsOpen--;
        sessionsEnded++;
        if (end != SessionEnd.COMPLETE) {
            sessionsEndedEarly++;
        }
        console.notice(
                "feed %s: session %d ended %s at sequence %s"
                        .formatted(
                                Integer.toUnsignedString(feedId),
                                session,
                                end.text(),
                                Text.count(lastSequence)));
    }

    @Override
    public void onGapFound(int feedId, long session, long fromSequence, long toSequence) {
        gaps++;
    }

    @Override
    public void onGapFilled(
            int feedId, long session, long fromSequence, long toSequence, String by) {
        filled += toSequence - fromSequence + 1;
    }

    @Override
    public void onGapAbandoned(int feedId, long session, long fromSequence, long toSequence) {
        missing += toSequence - fromSequence + 1;
        if (abandoned++ < TOLD_ONE_BY_ONE) {
            console.notice(
                    "feed %s: %d to %d did not arrive, and nobody has them"
                            .formatted(Integer.toUnsignedString(feedId), fromSequence, toSequence));
        }
    }

    @Override
    public void onSilence(int feedId, long session, long silenceNs) {
        console.notice(
                "feed %s: silent for %s"
                        .formatted(Integer.toUnsignedString(feedId), Text.seconds(silenceNs)));
    }

    @Override
    public void onStaleSession(int feedId, long session) {
        if (stale++ == 0) {
            console.notice(
                    "feed %s: frames of the older session %d are dropped"
                            .formatted(Integer.toUnsignedString(feedId), session));
        }
    }

    @Override
    public void onResumed(int feedId, long session, String source) {
        console.notice(
                "feed %s: %s goes on with session %d"
                        .formatted(Integer.toUnsignedString(feedId), source, session));
    }

    @Override
    public void onLeftBehind(int feedId, long session, long lastSequence) {
        leftBehind = true;
        console.notice(
                "feed %s: too slow, and left behind after sequence %s: --from %d goes on"
                        .formatted(
                                Integer.toUnsignedString(feedId),
                                Text.count(lastSequence),
                                lastSequence + 1));
    }

    @Override
    public void onConflict(int feedId, long session, String source) {
        console.notice(
                "feed %s: %s publishes session %d as well, and its frames are refused"
                        .formatted(Integer.toUnsignedString(feedId), source, session));
    }

    @Override
    public void onLineDead(int feedId, long session, String line, long silenceNs) {
        if (deadLines++ < TOLD_ONE_BY_ONE) {
            console.notice(
                    "feed %s: %s is dead: it brought nothing for %s, and another line did"
                            .formatted(
                                    Integer.toUnsignedString(feedId),
                                    line,
                                    Text.seconds(silenceNs)));
        }
    }

    @Override
    public void onLineReturned(int feedId, long session, String line) {
        if (returnedLines++ < TOLD_ONE_BY_ONE) {
            console.notice("feed %s: %s is back".formatted(Integer.toUnsignedString(feedId), line));
        }
    }

    @Override
    public void onFeedRefused(int feedId, int most) {
        console.notice(
                "feed %s is one more than the %s that a reader follows: it and further ones are dropped"
                        .formatted(Integer.toUnsignedString(feedId), Text.count(most)));
    }

    @Override
    public void onRejected(FrameStatus reason) {
        if (rejected++ < TOLD_ONE_BY_ONE) {
            console.notice("rejected a frame that is " + reason.text());
        }
    }

    /** Whether sessions were seen, and none of them is still open. */
    boolean allSessionsEnded() {
        return sessionsEnded > 0 && sessionsOpen == 0;
    }

    long gaps() {
        return gaps;
    }

    long missing() {
        return missing;
    }

    long rejected() {
        return rejected;
    }

    /** What of it a summary says. */
    String summary() {
        return "%s gaps, %s filled, %s missing, %s rejected"
                .formatted(
                        Text.count(gaps),
                        Text.count(filled),
                        Text.count(missing),
                        Text.count(rejected));
    }

    /**
     * The exit status that this history deserves, with a sentence about what is wrong.
     *
     * @param untilEnd whether the end of the sessions was waited for
     */
    int status(boolean untilEnd) {
        if (leftBehind) {
            return Tapewire.FAILED;
        }
        if (missing > 0) {
            console.notice("not everything arrived: " + summary());
            return Tapewire.FAILED;
        }
        if (untilEnd && sessionsEndedEarly > 0) {
            console.notice("the session ended early: its publisher stopped before its end");
            return Tapewire.FAILED;
        }
        return 0;
    }
}
