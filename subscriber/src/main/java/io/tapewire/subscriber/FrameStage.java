package io.tapewire.subscriber;

import io.tapewire.schemas.FrameHandler;

/** Takes frames once they are checked, and may be told beforehand whose comes. */
interface FrameStage extends FrameHandler {
    /**
     * Reads what it will look at for a frame of this feed. To be called before the frame's checksum
     * is computed, so that what is in no near cache, as of a thousand feeds, arrives meanwhile
     * rather than afterwards. The id may be a wrong one still.
     *
     * @return anything: it is there to be stored, so that what was read is read
     */
    default long fetch(int feedId) {
        return 0;
    }
}
