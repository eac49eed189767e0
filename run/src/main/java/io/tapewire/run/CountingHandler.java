package io.tapewire.run;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import org.agrona.DirectBuffer;

/** Counts the frames and items that another handler takes. */
final class CountingHandler implements FrameHandler {
    private final FrameDecoder frame = new FrameDecoder();
    private final FrameHandler next;
    private long frames;
    private long items;

    CountingHandler(FrameHandler next) {
        this.next = next;
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence) {
        if (!next.onFrame(buffer, offset, lengthBytes, fromSequence)) {
            return false;
        }
        frame.wrapChecked(buffer, offset, lengthBytes);
        frames++;
        items += frame.itemCount();
        return true;
    }

    long frames() {
        return frames;
    }

    long items() {
        return items;
    }
}
