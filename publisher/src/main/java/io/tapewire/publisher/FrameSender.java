package io.tapewire.publisher;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Offers frames to Aeron, waits as long as was asked, and counts what Aeron refuses. */
final class FrameSender implements AutoCloseable {
    private static final long REPAIR_LINGER_NS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final int RESULTS = PublishResult.values().length;

    private final BusConnection connection;
    private final ExclusivePublication publication;
    private final IdleStrategy idle;
    private final long maxWaitNs;
    private final long[] framesByResult = new long[RESULTS];
    private volatile boolean patient = true;
    private long bytesSent;
    private long waits;

    FrameSender(BusConnection connection, BusAddress address, long maxWaitNs) {
        this.connection = connection;
        this.maxWaitNs = maxWaitNs;
        this.idle = connection.newIdleStrategy();
        this.publication = connection.addPublication(address, maxWaitNs > 0);
    }

    PublishResult send(DirectBuffer buffer, int offset, int lengthBytes) {
        long position = publication.offer(buffer, offset, lengthBytes);
        if (position < 0) {
            position = persist(buffer, offset, lengthBytes, position);
        }
        return count(position, lengthBytes);
    }

    /** The last of a session: waits so long for readers, whatever the settings say. */
    PublishResult sendLast(DirectBuffer buffer, int offset, int lengthBytes, long longestWaitNs) {
        long startNs = System.nanoTime();
        long position = publication.offer(buffer, offset, lengthBytes);
        while (isWorthWaiting(position) && System.nanoTime() - startNs < longestWaitNs) {
            idle.idle(connection.doWork());
            position = publication.offer(buffer, offset, lengthBytes);
        }
        idle.reset();
        return count(position, lengthBytes);
    }

    /** Ends the wait that goes on, and all further ones but for the last frame's. Any thread. */
    void stopWaiting() {
        patient = false;
    }

    private PublishResult count(long position, int lengthBytes) {
        PublishResult result = PublishResult.SENT;
        if (position > 0) {
            bytesSent += lengthBytes;
        } else {
            result = refusal(position);
        }
        framesByResult[result.ordinal()]++;
        return result;
    }

    /** For frames without items: sent when there is room, and no loss when there is none. */
    void sendIfRoom(DirectBuffer buffer, int offset, int lengthBytes) {
        if (publication.offer(buffer, offset, lengthBytes) > 0) {
            framesByResult[PublishResult.SENT.ordinal()]++;
            bytesSent += lengthBytes;
        }
    }

    private long persist(DirectBuffer buffer, int offset, int lengthBytes, long firstAnswer) {
        long answer = firstAnswer;
        if (answer == Publication.ADMIN_ACTION) {
            answer = publication.offer(buffer, offset, lengthBytes);
        }
        if (!isWorthWaiting(answer) || maxWaitNs == 0) {
            return answer;
        }
        waits++;
        long startNs = System.nanoTime();
        while (isWorthWaiting(answer)
                && System.nanoTime() - startNs < maxWaitNs
                && patient
                && !Thread.currentThread().isInterrupted()) {
            idle.idle(connection.doWork());
            answer = publication.offer(buffer, offset, lengthBytes);
        }
        idle.reset();
        return answer;
    }

    private static boolean isWorthWaiting(long answer) {
        return answer == Publication.BACK_PRESSURED || answer == Publication.ADMIN_ACTION;
    }

    private static PublishResult refusal(long answer) {
        return switch ((int) answer) {
            case (int) Publication.NOT_CONNECTED -> PublishResult.NOT_CONNECTED;
            case (int) Publication.CLOSED -> PublishResult.CLOSED;
            case (int) Publication.MAX_POSITION_EXCEEDED -> PublishResult.MAX_POSITION;
            default -> PublishResult.BACK_PRESSURED;
        };
    }

    int maxFrameLength() {
        return publication.maxPayloadLength();
    }

    boolean isConnected() {
        return publication.isConnected();
    }

    ExclusivePublication publication() {
        return publication;
    }

    long frames(PublishResult result) {
        return framesByResult[result.ordinal()];
    }

    long bytesSent() {
        return bytesSent;
    }

    long waits() {
        return waits;
    }

    /**
     * Waits for somebody to listen.
     *
     * @param turn what to do meanwhile; answers how much it did
     */
    boolean awaitSubscriber(long longestNs, IntSupplier turn) {
        long startNs = System.nanoTime();
        while (!isConnected()
                && System.nanoTime() - startNs < longestNs
                && !Thread.currentThread().isInterrupted()) {
            idle.idle(turn.getAsInt());
        }
        idle.reset();
        return isConnected();
    }

    /**
     * Waits until the driver has sent what it took. A driver embedded here takes its send buffer
     * with it, and a reader that lost the last datagram could never ask for it again: so it is
     * given a moment more.
     */
    void drain(long longestWaitNs) {
        SendProgress progress = new SendProgress(connection, publication);
        long startNs = System.nanoTime();
        while (!progress.isComplete() && System.nanoTime() - startNs < longestWaitNs) {
            idle.idle(connection.doWork());
        }
        long sentNs = System.nanoTime();
        while (connection.isEmbedded()
                && isConnected()
                && System.nanoTime() - sentNs < REPAIR_LINGER_NS) {
            idle.idle(connection.doWork());
        }
        idle.reset();
    }

    @Override
    public void close() {
        publication.close();
    }
}
