package io.tapewire.subscriber;

import io.aeron.Subscription;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameStatus;

/**
 * Receives the feeds of one address: checks each frame, follows each feed's sequence, and hands
 * what is new to a frame handler, such as a {@link TradeDecoder}.
 *
 * <p>For one thread, which calls {@link #doWork} in every turn of its loop. Polling allocates
 * nothing once the feeds are known.
 */
public final class FeedSubscriber implements AutoCloseable {
    private static final int FRAMES_A_TURN = 64;

    private final BusConnection connection;
    private final Subscription subscription;
    private final FeedSequencer sequencer;
    private final FrameReceiver receiver;

    private FeedSubscriber(
            BusConnection connection, BusAddress address, FrameHandler next, FeedListener feeds) {
        this.connection = connection;
        this.sequencer = new FeedSequencer(next, feeds);
        this.receiver = new FrameReceiver(sequencer, feeds);
        this.subscription = connection.addSubscription(address);
    }

    /**
     * @param connection that the same thread uses; the caller closes it after this
     * @param address to listen at
     * @param next takes each frame that has something new, in order
     * @param feeds hears of sessions, gaps, duplicates and rejected bytes
     */
    public static FeedSubscriber open(
            BusConnection connection, BusAddress address, FrameHandler next, FeedListener feeds) {
        return new FeedSubscriber(connection, address, next, feeds);
    }

    /**
     * One turn: receives some frames, and runs the media driver where the layout is inline. What
     * the handler or a listener throws reaches the caller.
     *
     * @return above 0 where there was something to do
     */
    public int doWork() {
        return subscription.controlledPoll(receiver, FRAMES_A_TURN) + connection.doWork();
    }

    /** Whether a publisher is there. */
    public boolean isConnected() {
        return subscription.isConnected();
    }

    /**
     * Frames by what was found of them.
     *
     * @param status {@link FrameStatus#OK} for those handed on, or dropped as duplicates
     */
    public long frames(FrameStatus status) {
        return receiver.frames(status);
    }

    /** Bytes of the good frames. */
    public long bytes() {
        return receiver.bytes();
    }

    /** Gaps, missing items and duplicates so far. */
    public FeedSequencer sequencer() {
        return sequencer;
    }

    /** Leaves the address. Idempotent; leaves the connection open. */
    @Override
    public void close() {
        subscription.close();
    }
}
