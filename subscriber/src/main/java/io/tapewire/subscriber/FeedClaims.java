package io.tapewire.subscriber;

import io.aeron.Image;
import io.tapewire.schemas.FrameDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Int2ObjectHashMap;
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

    private static final class Claim {
        final int feedId;
        final IntHashSet told = new IntHashSet();
        Image image;
        long session;
        long frames;
        long framesThen;
        int quietTicks;

        Claim(int feedId) {
            this.feedId = feedId;
        }

        void take(long newSession, Image newImage) {
            session = newSession;
            image = newImage;
            frames = 1;
            framesThen = 0;
            quietTicks = 0;
            told.clear();
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

    private final Int2ObjectHashMap<Claim> claims = new Int2ObjectHashMap<>();
    private final List<Claim> all = new ArrayList<>();
    private final FeedListener listener;
    private final FeedRoster roster;
    private long tickedNs;
    private Claim recent = new Claim(0);
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
            for (int i = 0; i < all.size(); i++) {
                all.get(i).tick();
            }
        }
    }

    /** Whether this frame is to be believed, of whom it came from. */
    boolean admits(FrameDecoder frame, Image image) {
        Claim claim = recent;
        if (claim.image == image
                && claim.feedId == frame.feedId()
                && claim.session == frame.session()) {
            claim.frames++;
            return true;
        }
        return switch (frame.templateId()) {
            // Anybody may offer or ask for frames of a session that another publishes.
            case FrameDecoder.RECOVERY_SOURCE,
                    FrameDecoder.RECOVERY_REQUEST,
                    FrameDecoder.RECOVERY_END ->
                    true;
            default -> judge(frame, image);
        };
    }

    private boolean judge(FrameDecoder frame, Image image) {
        Claim claim = claims.get(frame.feedId());
        if (claim == null) {
            if (!roster.admits(frame.feedId())) {
                return false;
            }
            claim = new Claim(frame.feedId());
            claims.put(claim.feedId, claim);
            all.add(claim);
        }
        recent = claim;
        long session = frame.session();
        if (claim.image == image && claim.session == session) {
            claim.frames++;
            return true;
        }
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
        if (claim.told.size() >= TOLD_MOST) {
            claim.told.clear();
        }
        if (claim.told.add(image.sessionId())) {
            listener.onConflict(claim.feedId, claim.session, image.sourceIdentity());
        }
        return false;
    }

    /** Frames refused. */
    long conflicts() {
        return conflicts;
    }
}
