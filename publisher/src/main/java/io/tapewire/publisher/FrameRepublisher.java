package io.tapewire.publisher;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.SharedTurn;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.TapewireException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * Puts frames back onto the bus, byte for byte, with the feed, session and sequences that they
 * have. For one thread.
 */
public final class FrameRepublisher implements FrameHandler, AutoCloseable {
    private static final long LINGER_NS = TimeUnit.SECONDS.toNanos(1);

    private final BusConnection connection;
    private final SharedTurn turn;
    private final LineSenders sender;
    private final long maxWaitNs;

    private FrameRepublisher(BusConnection connection, BusAddress address, long maxWaitNs) {
        this.connection = connection;
        this.turn = new SharedTurn(connection);
        this.sender = new LineSenders(connection, List.of(address), maxWaitNs);
        this.maxWaitNs = maxWaitNs;
    }

    /**
     * @param connection that the same thread uses; the caller closes it after this
     * @param address where the frames go
     * @param maxWaitNs the longest that one frame waits for readers that are behind
     */
    public static FrameRepublisher open(
            BusConnection connection, BusAddress address, long maxWaitNs) {
        return new FrameRepublisher(connection, address, maxWaitNs);
    }

    /**
     * @return true where the frame was sent, or nobody listens; false where readers are behind, or
     *     the media driver is gone
     * @throws TapewireException where the frame is longer than a datagram of this channel
     */
    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence) {
        if (lengthBytes > sender.maxFrameLength()) {
            throw new TapewireException(
                    ("A stored frame has %d bytes, but a datagram of this channel carries %d:"
                                    + " replay onto a channel with a greater MTU (mtu=...).")
                            .formatted(lengthBytes, sender.maxFrameLength()));
        }
        PublishResult result = sender.send(buffer, offset, lengthBytes, maxWaitNs);
        return result != PublishResult.BACK_PRESSURED && result != PublishResult.CLOSED;
    }

    /** Sends a frame without items, of which none is lost where there is no room for it. */
    public void sendIfRoom(DirectBuffer buffer, int offset, int lengthBytes) {
        sender.sendIfRoom(buffer, offset, lengthBytes);
    }

    /** As {@link TradePublisher#stopWaiting}; any thread. */
    public void stopWaiting() {
        sender.stopWaiting();
    }

    /** Runs the media driver where the layout is inline; to be called in every turn. */
    public int doWork() {
        return turn.doWork() + sender.doWork();
    }

    /** Whether somebody listens. */
    public boolean isConnected() {
        return sender.isConnected();
    }

    /**
     * Waits for somebody to listen.
     *
     * @param longestNs to wait
     * @return whether somebody does
     */
    public boolean awaitSubscriber(long longestNs) {
        return sender.awaitSubscriber(longestNs, this::doWork);
    }

    /** Frames by what became of them. */
    public long frames(PublishResult result) {
        return sender.frames(result);
    }

    /** Lets the media driver send what it has taken. Leaves the connection open. */
    @Override
    public void close() {
        if (connection.isAlive()) {
            sender.drain(LINGER_NS);
        }
        sender.close();
    }
}
