package io.tapewire.schemas.recovery;

import io.tapewire.schemas.FrameSealer;

/**
 * The sealers of the feeds and sessions asked for lately: a fixed number, whatever is asked for.
 * For one thread; allocates only where a feed and session was not asked for lately.
 */
public final class Sealers {
    private static final int COUNT = 64;

    private final FrameSealer[] lately = new FrameSealer[COUNT];

    /** The sealer of a feed and session. */
    public FrameSealer of(int feedId, long session) {
        int index = (31 * feedId + Long.hashCode(session)) & (COUNT - 1);
        FrameSealer sealer = lately[index];
        if (sealer == null || sealer.feedId() != feedId || sealer.session() != session) {
            sealer = new FrameSealer(feedId, session);
            lately[index] = sealer;
        }
        return sealer;
    }
}
