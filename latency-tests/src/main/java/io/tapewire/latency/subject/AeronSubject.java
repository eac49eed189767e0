package io.tapewire.latency.subject;

import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.Tether;

/**
 * Aeron as it comes, in the layout of the bus: exclusive publications, plain polling, one turn of
 * the driver to one of the loop. Its driver is not the bus's, which spares some of each turn.
 */
final class AeronSubject implements Subject {
    /** As many as the bus's reader takes. */
    private static final int FRAMES_A_TURN = 64;

    private final Place place;
    private final RawAeron connection;
    private final boolean buffers;
    private boolean sends;

    /**
     * @param buffers whether full buffers made beforehand are sent rather than a trade a message
     */
    AeronSubject(Place place, boolean buffers) {
        this.place = place;
        this.buffers = buffers;
        this.connection = Road.connectRaw(place);
    }

    @Override
    public TradeSender sender(Way way) {
        sends = true;
        BusAddress address = Road.address(place, way);
        var publication =
                connection
                        .aeron()
                        .addExclusivePublication(
                                address.publicationChannel(true), address.streamId());
        return buffers
                ? new AeronBufferSender(connection, publication, place.trades())
                : new AeronSender(connection, publication);
    }

    @Override
    public TradeReceiver receiver(Way way, TradeSink sink) {
        BusAddress address = Road.address(place, way);
        return new Receiver(
                connection
                        .aeron()
                        .addSubscription(
                                address.subscriptionChannel(Tether.TETHERED), address.streamId()),
                sink);
    }

    private final class Receiver implements TradeReceiver {
        private final Subscription subscription;
        private final FragmentHandler handler;
        private final int fragmentsATurn;
        private long bytes;

        Receiver(Subscription subscription, TradeSink sink) {
            this.subscription = subscription;
            // In a row as many trades as the bus's reader gets in its frames: a turn takes longer.
            boolean isFlood = place.parameters().text("rate", "").isEmpty();
            fragmentsATurn = FRAMES_A_TURN * (isFlood && !buffers ? tradesAFrame() : 1);
            this.handler =
                    (buffer, offset, lengthBytes, header) -> {
                        bytes += lengthBytes;
                        FlatTrade.tell(sink, buffer, offset);
                    };
        }

        @Override
        public int doWork() {
            int work = subscription.poll(handler, fragmentsATurn);
            // The sender's turn is the driver's as well.
            return sends ? work : work + connection.doWork();
        }

        @Override
        public long bytes() {
            return bytes;
        }

        @Override
        public int tradesAMessage() {
            return buffers ? tradesAFrame() : 1;
        }

        private int tradesAFrame() {
            int mtuBytes = (int) place.parameters().number("mtu", 1_408);
            return TapewireSubject.tradesAFrame(mtuBytes - 32);
        }

        @Override
        public void close() {
            subscription.close();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
