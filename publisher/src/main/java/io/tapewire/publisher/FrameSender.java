package io.tapewire.publisher;

import io.aeron.Publication;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusPublication;
import io.tapewire.driver.FrameBlock;
import io.tapewire.driver.SharedTurn;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;

/** Offers frames to Aeron, waits as long as was asked, and counts what Aeron refuses. */
final class FrameSender implements AutoCloseable {
    private static final long REPAIR_LINGER_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private final BusConnection connection;
    private final BusPublication publication;
    private final SharedTurn turn;
    private final IdleStrategy idle;
    private volatile boolean patient = true;
    private long longestLastWaitNs = Long.MAX_VALUE;
    private Integer claimedFeed;
    private boolean closed;
    private int taken;
    private long bytesSent;
    private long waits;

    FrameSender(BusConnection connection, BusAddress address, long maxWaitNs) {
        this.connection = connection;
        this.turn = new SharedTurn(connection);
        this.idle = connection.newIdleStrategy();
        this.publication = BusPublication.open(connection, address, maxWaitNs > 0);
    }

    /**
     * @return false where another publisher of this connection speaks for the feed here
     */
    boolean claim(int feedId) {
        if (publication.claim(feedId)) {
            claimedFeed = feedId;
        }
        return claimedFeed != null;
    }

    /** Follows the connection to a new driver; to be called in every turn. */
    int doWork() {
        return publication.doWork();
    }

    /**
     * @return whether all were taken; {@link #settle} has to follow for each frame
     */
    boolean offer(FrameBlock block) {
        taken = publication.offer(block);
        return taken == block.count();
    }

    /** What became of a frame of the block offered last, for which it waits so long. */
    PublishResult settle(FrameBlock block, int frame, long longestWaitNs) {
        int lengthBytes = block.lengthBytes(frame);
        if (frame < taken) {
            bytesSent += lengthBytes;
            return PublishResult.SENT;
        }
        return send(block.buffer(), block.offset(frame), lengthBytes, longestWaitNs);
    }

    /** Offers a frame, and waits so long for readers. */
    PublishResult send(DirectBuffer buffer, int offset, int lengthBytes, long longestWaitNs) {
        return result(persist(buffer, offset, lengthBytes, longestWaitNs), lengthBytes);
    }

    /** The last of a session: waits so long for readers, even where nothing is to wait any more. */
    PublishResult sendLast(DirectBuffer buffer, int offset, int lengthBytes, long longestWaitNs) {
        long startNs = System.nanoTime();
        long position = publication.offer(buffer, offset, lengthBytes);
        long waitNs = Math.min(longestWaitNs, longestLastWaitNs);
        while (isWorthWaiting(position) && System.nanoTime() - startNs < waitNs) {
            idle.idle(connection.doWork() + publication.doWork());
            position = publication.offer(buffer, offset, lengthBytes);
        }
        idle.reset();
        return result(position, lengthBytes);
    }

    /** Ends the wait that goes on, and all further ones but for the last frame's. Any thread. */
    void stopWaiting() {
        patient = false;
    }

    /** No longer than this for the last frame either. */
    void limitLastWait(long longestNs) {
        longestLastWaitNs = longestNs;
    }

    private PublishResult result(long position, int lengthBytes) {
        if (position < 0) {
            return refusal(position);
        }
        bytesSent += lengthBytes;
        return PublishResult.SENT;
    }

    /**
     * For frames without items: sent when there is room, and no loss when there is none.
     *
     * @return whether it was sent
     */
    boolean sendIfRoom(DirectBuffer buffer, int offset, int lengthBytes) {
        boolean sent = publication.offer(buffer, offset, lengthBytes) > 0;
        if (sent) {
            bytesSent += lengthBytes;
        }
        return sent;
    }

    private long persist(DirectBuffer buffer, int offset, int lengthBytes, long waitNs) {
        long answer = publication.offer(buffer, offset, lengthBytes);
        if (answer == Publication.ADMIN_ACTION) {
            // A new term has begun.
            answer = publication.offer(buffer, offset, lengthBytes);
        }
        if (!isWorthWaiting(answer) || waitNs == 0 || !patient) {
            return answer;
        }
        waits++;
        long startNs = System.nanoTime();
        while (isWorthWaiting(answer) && patient && System.nanoTime() - startNs < waitNs) {
            idle.idle(turn.doWork() + publication.doWork());
            answer = publication.offer(buffer, offset, lengthBytes);
        }
        idle.reset();
        return answer;
    }

    // An attached driver that has died may be started again.
    private boolean isWorthWaiting(long answer) {
        return answer == Publication.BACK_PRESSURED
                || answer == Publication.ADMIN_ACTION
                || answer == Publication.CLOSED && !connection.isEmbedded();
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

    long bytesSent() {
        return bytesSent;
    }

    long waits() {
        return waits;
    }

    /**
     * Waits until the driver has sent what it took. A driver embedded here takes its send buffer
     * with it, and a reader that lost the last datagram could never ask for it again: so it is
     * given a moment more. Of several publishers of one publication the last one waits.
     */
    void drain(long longestWaitNs) {
        if (publication.isShared()) {
            return;
        }
        SendProgress progress = new SendProgress(connection, publication.aeronPublication());
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

    /** Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (claimedFeed != null) {
            publication.release(claimedFeed);
        }
        publication.close();
    }
}
