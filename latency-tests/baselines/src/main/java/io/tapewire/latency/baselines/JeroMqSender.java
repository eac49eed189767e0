package io.tapewire.latency.baselines;

import io.tapewire.latency.subject.FlatTrade;
import io.tapewire.latency.subject.TradeSender;
import org.agrona.concurrent.UnsafeBuffer;
import org.zeromq.ZMQ;

/** One trade a message. */
final class JeroMqSender implements TradeSender {
    private final ZMQ.Socket socket;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final Nap nap;
    private byte[] bytes;
    private boolean isSubscribed;
    private long refused;

    JeroMqSender(ZMQ.Socket socket, Nap nap) {
        this.socket = socket;
        this.nap = nap;
        renew();
    }

    private void renew() {
        bytes = new byte[FlatTrade.LENGTH];
        buffer.wrap(bytes);
    }

    @Override
    public boolean isReady() {
        if (!isSubscribed) {
            byte[] said = socket.recv(ZMQ.DONTWAIT);
            isSubscribed = said != null && said.length > 0 && said[0] == 1;
        }
        return isSubscribed;
    }

    @Override
    public boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        FlatTrade.head(buffer, 0, scheduledNs, number);
        FlatTrade.body(buffer, 0, instrument, price, quantity, side);
        if (!socket.send(bytes, ZMQ.DONTWAIT)) {
            refused++;
            nap.take();
            return false;
        }
        // What was sent is JeroMQ's.
        renew();
        return true;
    }

    @Override
    public int doWork() {
        return 0;
    }

    @Override
    public int tradesATurn() {
        return 1;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        socket.close();
    }
}
