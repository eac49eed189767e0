package io.tapewire.subscriber;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameStatus;
import org.agrona.DirectBuffer;

/** Checks what Aeron delivers, hands good frames on, and names and counts the rest. */
final class FrameReceiver implements ControlledFragmentHandler {
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameHandler next;
    private final FeedListener listener;
    private final long[] framesByStatus = new long[FrameStatus.values().length];
    private long bytes;

    FrameReceiver(FrameHandler next, FeedListener listener) {
        this.next = next;
        this.listener = listener;
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        FrameStatus status =
                header.flags() == FrameDescriptor.UNFRAGMENTED
                        ? decoder.wrap(buffer, offset, length)
                        : FrameStatus.FRAGMENT;
        if (status != FrameStatus.OK) {
            framesByStatus[status.ordinal()]++;
            listener.onRejected(status);
            return Action.CONTINUE;
        }
        if (!next.onFrame(buffer, offset, length, 0)) {
            return Action.ABORT;
        }
        framesByStatus[FrameStatus.OK.ordinal()]++;
        bytes += length;
        return Action.CONTINUE;
    }

    long frames(FrameStatus status) {
        return framesByStatus[status.ordinal()];
    }

    long bytes() {
        return bytes;
    }
}
