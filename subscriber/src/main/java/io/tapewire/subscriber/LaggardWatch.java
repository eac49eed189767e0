package io.tapewire.subscriber;

import io.aeron.Image;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.Header;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Hands on what one line brings until the reader was left behind: until a publication's image,
 * which went because nobody took what it had, came back further on.
 */
final class LaggardWatch implements ControlledFragmentHandler {
    private static final class Publication {
        private long position;
    }

    private final Int2ObjectHashMap<Publication> publications = new Int2ObjectHashMap<>();
    private final ControlledFragmentHandler next;
    private Publication recent = new Publication();
    private Image recentImage;
    private boolean leftBehind;

    LaggardWatch(ControlledFragmentHandler next) {
        this.next = next;
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        Image image = (Image) header.context();
        if (recentImage != image) {
            follow(image);
        }
        if (leftBehind) {
            return Action.ABORT;
        }
        Action action = next.onFragment(buffer, offset, length, header);
        if (action != Action.ABORT) {
            recent.position = header.position();
        }
        return action;
    }

    private void follow(Image image) {
        Publication publication = publications.get(image.sessionId());
        if (publication == null) {
            publication = new Publication();
            publication.position = image.joinPosition();
            publications.put(image.sessionId(), publication);
        }
        leftBehind |= image.joinPosition() > publication.position;
        recent = publication;
        recentImage = image;
    }

    boolean isLeftBehind() {
        return leftBehind;
    }
}
