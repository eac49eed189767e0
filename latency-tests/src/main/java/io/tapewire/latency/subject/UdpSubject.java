package io.tapewire.latency.subject;

import io.tapewire.latency.trial.Role;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** A bare UDP socket, connected and never waiting, one trade a datagram. */
final class UdpSubject implements Subject {
    private static final int SOCKET_BYTES = 2 << 20;

    private final DatagramChannel channel;

    UdpSubject(Place place) {
        if (!place.parameters().text("transport", "udp").equals("udp")) {
            throw new TapewireException("A bare UDP socket knows transport=udp alone.");
        }
        Way in = place.role() == Role.ORIGIN ? Way.BACK : Way.THERE;
        Way out = place.role() == Role.ORIGIN ? Way.THERE : Way.BACK;
        try {
            channel = DatagramChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BYTES);
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress("127.0.0.1", place.port(in)));
            channel.connect(new InetSocketAddress("127.0.0.1", place.port(out)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TradeSender sender(Way way) {
        return new Sender();
    }

    @Override
    public TradeReceiver receiver(Way way, TradeSink sink) {
        return new Receiver(sink);
    }

    @Override
    public boolean isLossy() {
        return true;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Sender implements TradeSender {
        private final ByteBuffer bytes = BufferUtil.allocateDirectAligned(FlatTrade.LENGTH, 64);
        private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        private long refused;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean send(
                long scheduledNs,
                long number,
                int instrument,
                long price,
                long quantity,
                int side) {
            FlatTrade.head(buffer, 0, scheduledNs, number);
            FlatTrade.body(buffer, 0, instrument, price, quantity, side);
            bytes.clear();
            try {
                if (channel.write(bytes) > 0) {
                    return true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            refused++;
            return false;
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
        public void close() {}
    }

    private final class Receiver implements TradeReceiver {
        private static final int DATAGRAMS_A_TURN = 64;

        private final ByteBuffer bytes = BufferUtil.allocateDirectAligned(2_048, 64);
        private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        private final TradeSink sink;
        private long received;

        Receiver(TradeSink sink) {
            this.sink = sink;
        }

        @Override
        public int doWork() {
            int datagrams = 0;
            try {
                for (; datagrams < DATAGRAMS_A_TURN; datagrams++) {
                    bytes.clear();
                    int lengthBytes = channel.read(bytes);
                    if (lengthBytes <= 0) {
                        break;
                    }
                    received += lengthBytes;
                    FlatTrade.tell(sink, buffer, 0);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return datagrams;
        }

        @Override
        public long bytes() {
            return received;
        }

        @Override
        public void close() {}
    }
}
