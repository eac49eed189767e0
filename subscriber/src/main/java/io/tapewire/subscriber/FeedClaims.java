package io.tapewire.subscriber;

import io.aeron.Image;
import io.tapewire.schemas.FrameDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;

/**
 * Who may speak for a feed: of several publications that claim its session at one time the first
 * heard, until it is gone or silent. Sessions older than the newest are let through: the sequencer
 * names them.
 */
final class FeedClaims {
    /** Some heartbeats of a publisher at its default of ten a second. */
    private static final long SILENCE_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final int TOLD_MOST = 256;

    private static final class Claim {
        final int feedId;
        final IntHashSet told = new IntHashSet();
        Image image;
        long session;
        long frames;
        long framesThen;
        long silentSinceNs;

        Claim(int feedId) {
            this.feedId = feedId;
        }

        void take(long newSession, Image newImage) {
            session = newSession;
            image = newImage;
            frames = 1;
            framesThen = 0;
            told.clear();
        }

        boolean isFree(Image other) {
            return image.sessionId() == other.sessionId() || image.isClosed() || isSilent();
        }

        /** Only asked of the other's frames, so that the first's cost but their count. */
        private boolean isSilent() {
            long nowNs = System.nanoTime();
            if (frames != framesThen) {
                framesThen = frames;
                silentSinceNs = nowNs;
            }
            return nowNs - silentSinceNs >= SILENCE_NS;
        }
    }

    private final Int2ObjectHashMap<Claim> claims = new Int2ObjectHashMap<>();
    private final FeedListener listener;
    private Claim recent = new Claim(0);
    private long conflicts;

    FeedClaims(FeedListener listener) {
        this.listener = listener;
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
            claim = new Claim(frame.feedId());
            claims.put(claim.feedId, claim);
        }
        recent = claim;
        long session = frame.session();
        if (claim.image == image && claim.session == session) {
            claim.frames++;
            return true;
        }
        if (claim.image == null
                || session > claim.session
                || session == claim.session && claim.isFree(image)) {
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
