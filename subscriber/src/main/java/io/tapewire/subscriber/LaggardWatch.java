package io.tapewire.subscriber;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Hands on what one line brings until the reader was left behind: until a publication goes on
 * further on than the reader was in it. Each message is looked at, not each image: Aeron moves a
 * reader that it left behind by the counter that an old image reads too.
 */
final class LaggardWatch implements ControlledFragmentHandler {
    private static final class Publication {
        private final int sessionId;
        private long position;

        Publication(int sessionId, long position) {
            this.sessionId = sessionId;
            this.position = position;
        }
    }

    private final Int2ObjectHashMap<Publication> publications = new Int2ObjectHashMap<>();
    private final ControlledFragmentHandler next;
    private Publication recent;
    private boolean leftBehind;

    LaggardWatch(ControlledFragmentHandler next) {
        this.next = next;
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        int messageLength =
                BitUtil.align(
                        length + DataHeaderFlyweight.HEADER_LENGTH,
                        FrameDescriptor.FRAME_ALIGNMENT);
        long start = header.position() - messageLength;
        Image image = (Image) header.context();
        if (recent == null || recent.sessionId != image.sessionId()) {
            follow(image, start);
        }
        leftBehind |= start > recent.position && !isPadding(image, start);
        if (leftBehind) {
            return Action.ABORT;
        }
        Action action = next.onFragment(buffer, offset, length, header);
        if (action != Action.ABORT) {
            recent.position = header.position();
        }
        return action;
    }

    private void follow(Image image, long start) {
        recent = publications.get(image.sessionId());
        if (recent == null) {
            recent = new Publication(image.sessionId(), start);
            publications.put(image.sessionId(), recent);
        }
    }

    // A term ends in padding, which no handler is told of, where no further message fitted.
    private boolean isPadding(Image image, long start) {
        return (start & (image.termBufferLength() - 1)) == 0
                && start - recent.position <= image.mtuLength();
    }

    boolean isLeftBehind() {
        return leftBehind;
    }
}
