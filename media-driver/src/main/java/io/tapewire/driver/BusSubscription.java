package io.tapewire.driver;

import io.aeron.Aeron;
import io.aeron.AvailableImageHandler;
import io.aeron.Subscription;
import io.aeron.logbuffer.ControlledFragmentHandler;

/**
 * A subscription that comes back when the driver of its connection does. For the connection's
 * thread, which calls {@link #doWork} in every turn.
 */
public final class BusSubscription implements AutoCloseable {
    private final Renewal<Subscription> renewal;
    private Subscription subscription;

    private BusSubscription(
            BusConnection connection,
            String channel,
            int streamId,
            String asked,
            AvailableImageHandler joins) {
        subscription =
                Refusal.told(
                        asked,
                        streamId,
                        () -> connection.aeron().addSubscription(channel, streamId, joins, null));
        renewal =
                new Renewal<>(
                        connection,
                        "Subscribing to %s stream %d".formatted(channel, streamId),
                        new Renewal.Request<>() {
                            @Override
                            public long begin(Aeron aeron) {
                                return aeron.asyncAddSubscription(channel, streamId, joins, null);
                            }

                            @Override
                            public Subscription poll(Aeron aeron, long registrationId) {
                                return aeron.getSubscription(registrationId);
                            }
                        });
    }

    /**
     * Waits for the driver's answer.
     *
     * @throws io.tapewire.schemas.TapewireException where the driver refuses it
     */
    public static BusSubscription open(BusConnection connection, String channel, int streamId) {
        return new BusSubscription(connection, channel, streamId, channel, null);
    }

    /**
     * Waits for the driver's answer.
     *
     * @param tether whether the reader, where it is slow, holds the others up
     * @param joins told, in the connection's turns, of each publisher that it joins, and again
     *     where it was left behind and goes on further on; null where nobody cares
     * @throws io.tapewire.schemas.TapewireException where the driver refuses the address
     */
    public static BusSubscription open(
            BusConnection connection,
            BusAddress address,
            Tether tether,
            AvailableImageHandler joins) {
        return new BusSubscription(
                connection,
                address.subscriptionChannel(tether),
                address.streamId(),
                address.channel(),
                joins);
    }

    /**
     * Makes the subscription anew where the connection has a new driver; never waits.
     *
     * @return above 0 where it did
     */
    public int doWork() {
        Subscription next = renewal.poll();
        if (next == null) {
            return 0;
        }
        subscription = next;
        return 1;
    }

    /**
     * Hands over some fragments. What the handler is given is mapped memory, valid until it
     * returns, and only as long as it does no turn of the connection. An untethered reader's may be
     * overwritten while it reads: the handler copies, then checks the copy.
     *
     * @return how many; 0 while the driver is gone
     */
    public int poll(ControlledFragmentHandler handler, int fragmentsMost) {
        return subscription.controlledPoll(handler, fragmentsMost);
    }

    /** Whether a publisher is there. */
    public boolean isConnected() {
        return subscription.isConnected();
    }

    /** The current one, closed while the driver is gone. */
    public Subscription aeronSubscription() {
        return subscription;
    }

    /** Leaves the connection open. */
    @Override
    public void close() {
        subscription.close();
    }
}
