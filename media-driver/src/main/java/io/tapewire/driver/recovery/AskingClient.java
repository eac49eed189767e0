package io.tapewire.driver.recovery;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.exceptions.RegistrationException;
import io.aeron.logbuffer.FragmentHandler;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.sbe.RecoveryResult;

/** One client: what waits for it, how far its answer is, and the stream that only it receives. */
final class AskingClient {
    // Two frames of an Ethernet's datagram, and no less than the greatest end of an answer.
    private static final int ROOM_BYTES = 4 << 10;
    private static final int REQUESTS_A_TURN = 8;

    private final Aeron aeron;
    private final Image image;
    private final long registrationId;
    private final RequestQueue queue;
    private final Answer answer;
    private final ReplyBuffer reply;
    private final RecoveryCounters counters;
    private ExclusivePublication publication;
    private int roomBytes = ROOM_BYTES;
    private boolean answering;
    private boolean refused;
    private long activeNs = System.nanoTime();

    AskingClient(
            Aeron aeron,
            Image image,
            long registrationId,
            int maxRequests,
            FramesBySequence frames,
            ReplyBuffer reply,
            RecoveryCounters counters) {
        this.aeron = aeron;
        this.image = image;
        this.registrationId = registrationId;
        this.queue = new RequestQueue(maxRequests);
        this.answer = new Answer(frames);
        this.reply = reply;
        this.counters = counters;
    }

    long id() {
        return image.correlationId();
    }

    boolean isGone() {
        return image.isClosed();
    }

    /** Takes what it asks, unless it leaves its answers lying: then it has to wait. */
    int poll(FragmentHandler handler) {
        return hasRoom() ? image.poll(handler, REQUESTS_A_TURN) : 0;
    }

    void ask(Request request, int maxItems) {
        activeNs = System.nanoTime();
        counters.requests++;
        if (request.count > maxItems || queue.isFull()) {
            counters.busy++;
            offer(reply.busy(request));
        } else {
            queue.add(request);
        }
    }

    /**
     * Goes on with its answer by one message.
     *
     * @return what that cost, in bytes; 0 where nothing could be done
     */
    int serve() {
        if (queue.isEmpty() || !hasRoom()) {
            return 0;
        }
        if (!answering) {
            answer.begin(queue.first());
            answering = true;
        }
        int lengthBytes = answer.copyNext(reply.buffer());
        if (lengthBytes == Answer.MISSED) {
            return 1;
        }
        return lengthBytes == Answer.END ? end() : sendFrame(lengthBytes);
    }

    private int sendFrame(int lengthBytes) {
        roomBytes = Math.max(roomBytes, 2 * lengthBytes);
        if (!offer(lengthBytes)) {
            return 0;
        }
        answer.sent(reply.buffer(), lengthBytes);
        counters.framesSent++;
        return lengthBytes;
    }

    private int end() {
        RecoveryResult result = answer.result();
        int lengthBytes = reply.end(queue.first(), result, answer.answeredBelow());
        if (!offer(lengthBytes)) {
            return 0;
        }
        counters.gone += result == RecoveryResult.GONE ? 1 : 0;
        counters.unknown += result == RecoveryResult.UNKNOWN ? 1 : 0;
        queue.removeFirst();
        answering = false;
        return lengthBytes;
    }

    private boolean offer(int lengthBytes) {
        long position = publication.offer(reply.buffer(), 0, lengthBytes);
        if (position == Publication.ADMIN_ACTION) {
            position = publication.offer(reply.buffer(), 0, lengthBytes);
        }
        if (position > 0) {
            counters.bytesSent += lengthBytes;
        }
        return position > 0;
    }

    private boolean hasRoom() {
        return publication != null && publication.availableWindow() >= roomBytes;
    }

    /** Goes on opening the response stream; one who asked for none is told to go. */
    void connect() {
        if (publication != null || refused) {
            return;
        }
        try {
            publication = aeron.getExclusivePublication(registrationId);
        } catch (RegistrationException e) {
            refused = true;
            image.reject("Recovery is answered on a response channel: ask through one.");
        }
    }

    /** When it last asked, took a message, or came. */
    long activeNs() {
        return activeNs;
    }

    void isActive(long nowNs) {
        activeNs = nowNs;
    }

    /** Ends its answers, and tells it to go; it may come again. */
    void letGo() {
        image.reject("Others wait to ask for frames: ask again when you need some.");
        close();
    }

    void close() {
        if (publication != null) {
            publication.close();
        } else if (!refused) {
            aeron.asyncRemovePublication(registrationId);
        }
    }
}
