package io.tapewire.subscriber;

import io.aeron.AvailableImageHandler;
import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Hands on what one line brings until the reader was left behind: until a publication was joined
 * again, or goes on elsewhere than the reader was in it. Each message is looked at, for Aeron moves
 * a reader that it left behind by the counter that an old image reads too; and each image, for no
 * message may follow, and a reader that stood still in the midst of reading moves the counter back.
 */
final class LaggardWatch implements ControlledFragmentHandler, AvailableImageHandler {
    private static final class Publication {
        private final int sessionId;
        private long imageId;
        private long position;

        Publication(Image image, long position) {
            this.sessionId = image.sessionId();
            this.imageId = image.correlationId();
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
    public void onAvailableImage(Image image) {
        Publication known = publications.get(image.sessionId());
        if (known == null) {
            publications.put(image.sessionId(), new Publication(image, image.joinPosition()));
            return;
        }
        leftBehind |= known.imageId == image.correlationId();
        known.imageId = image.correlationId();
        look(known, image.joinPosition(), image);
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        // Once: what is read may be written over at any time, and the header with it.
        long end = header.position();
        int messageLength =
                BitUtil.align(
                        length + DataHeaderFlyweight.HEADER_LENGTH,
                        FrameDescriptor.FRAME_ALIGNMENT);
        Image image = (Image) header.context();
        if (recent == null || recent.sessionId != image.sessionId()) {
            recent = publications.get(image.sessionId());
        }
        look(recent, end - messageLength, image);
        if (leftBehind) {
            return Action.ABORT;
        }
        Action action = next.onFragment(buffer, offset, length, header);
        if (action != Action.ABORT) {
            recent.position = end;
        }
        return action;
    }

    private void look(Publication publication, long start, Image image) {
        leftBehind |= start != publication.position && !isPadding(publication, start, image);
    }

    // A term ends in padding, which no handler is told of, where no further message fitted.
    private static boolean isPadding(Publication publication, long start, Image image) {
        return (start & (image.termBufferLength() - 1)) == 0
                && start > publication.position
                && start - publication.position <= image.mtuLength();
    }

    boolean isLeftBehind() {
        return leftBehind;
    }
}
