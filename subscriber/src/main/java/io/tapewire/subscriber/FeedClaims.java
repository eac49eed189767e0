package io.tapewire.subscriber;

import io.aeron.Image;
import io.tapewire.schemas.FrameDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.IntHashSet;

/**
 * Who may speak for a feed: of several publications that claim its session at one time the first
 * heard, until it is gone or silent. Sessions older than the newest are let through: the sequencer
 * names them.
 */
final class FeedClaims {
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Some heartbeats of a publisher at its default of ten a second. */
    private static final int SILENT_TICKS = 6;

    private static final int TOLD_MOST = 256;

    private static final class Claim extends FeedMap.Entry {
        Image image;
        long session;
        long frames;
        long framesThen;
        int quietTicks;

        /** Of the images refused; null where none was yet. */
        private IntHashSet told;

        Claim(int feedId) {
            super(feedId);
        }

        void take(long newSession, Image newImage) {
            session = newSession;
            image = newImage;
            frames = 1;
            framesThen = 0;
            quietTicks = 0;
            told = null;
        }

        boolean tellsFirst(Image refused) {
            if (told == null || told.size() >= TOLD_MOST) {
                told = new IntHashSet();
            }
            return told.add(refused.sessionId());
        }

        boolean isSame(Image other) {
            return image.sessionId() == other.sessionId();
        }

        boolean isFree() {
            return image.isClosed() || quietTicks >= SILENT_TICKS;
        }

        void tick() {
            quietTicks = frames == framesThen ? quietTicks + 1 : 0;
            framesThen = frames;
        }
    }

    private final FeedMap<Claim> claims = new FeedMap<>(Claim::new);
    private final FeedListener listener;
    private final FeedRoster roster;
    private long tickedNs;
    private long conflicts;

    FeedClaims(FeedListener listener, FeedRoster roster) {
        this.listener = listener;
        this.roster = roster;
    }

    /**
     * Looks now and then who has fallen silent; to be called in every turn. It counts looks, since
     * a reader that stood still itself has heard nobody meanwhile.
     */
    void doWork(long nowNs) {
        if (nowNs - tickedNs >= TICK_NS) {
            tickedNs = nowNs;
            for (int i = 0; i < claims.count(); i++) {
                claims.get(i).tick();
            }
        }
    }

    /** Reads what {@link #admits} will, and answers anything. */
    long fetch(int feedId) {
        Claim claim = claims.find(feedId);
        return claim == null || claim.image == null ? 0 : claim.frames;
    }

    /** Whether this frame is to be believed, of whom it came from. */
    boolean admits(FrameDecoder frame, Image image) {
        if (isOfRecovery(frame.templateId())) {
            return true;
        }
        Claim claim = claims.find(frame.feedId());
        if (claim != null && claim.image == image && claim.session == frame.session()) {
            claim.frames++;
            return true;
        }
        return judge(claim, frame, image);
    }

    // Anybody may offer or ask for frames of a session that another publishes.
    private static boolean isOfRecovery(int templateId) {
        return templateId == FrameDecoder.RECOVERY_SOURCE
                || templateId == FrameDecoder.RECOVERY_REQUEST
                || templateId == FrameDecoder.RECOVERY_END;
    }

    private boolean judge(Claim known, FrameDecoder frame, Image image) {
        if (known == null && !roster.admits(frame.feedId())) {
            return false;
        }
        Claim claim = known == null ? claims.findOrAdd(frame.feedId()) : known;
        long session = frame.session();
        if (claim.image == null || session > claim.session) {
            claim.take(session, image);
            return true;
        }
        if (session == claim.session && (claim.isSame(image) || claim.isFree())) {
            if (!claim.isSame(image)) {
                listener.onResumed(claim.feedId, session, image.sourceIdentity());
            }
            claim.take(session, image);
            return true;
        }
        return session < claim.session || refuse(claim, image);
    }

    private boolean refuse(Claim claim, Image image) {
        conflicts++;
        if (claim.tellsFirst(image)) {
            listener.onConflict(claim.feedId, claim.session, image.sourceIdentity());
        }
        return false;
    }

    /** Frames refused. */
    long conflicts() {
        return conflicts;
    }
}
