package io.tapewire.latency.baselines;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.ResourceLeakDetector;
import io.tapewire.latency.subject.Place;
import io.tapewire.latency.subject.Subject;
import io.tapewire.latency.subject.TradeReceiver;
import io.tapewire.latency.subject.TradeSender;
import io.tapewire.latency.subject.TradeSink;
import io.tapewire.latency.subject.Way;
import io.tapewire.latency.trial.Role;
import io.tapewire.schemas.TapewireException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Netty's NIO datagram channel, connected, one trade a datagram. Its event loop has no thread of
 * its own: the thread of the loop runs it, as it runs Aeron's driver, so that nothing is handed
 * from one thread to another.
 */
final class NettySubject implements Subject {
    private static final int SOCKET_BYTES = 2 << 20;
    private static final int DATAGRAM_BYTES = 2_048;
    private static final int DATAGRAMS_A_TURN = 64;

    private final ManualIoEventLoop loop;
    private final NettyReader reader = new NettyReader();
    private final Channel channel;
    private boolean sends;

    NettySubject(Place place) {
        if (!place.parameters().text("transport", "udp").equals("udp")) {
            throw new TapewireException("Netty is measured with transport=udp alone.");
        }
        // As the checks of Agrona's buffers are off.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        loop = new ManualIoEventLoop(Thread.currentThread(), NioIoHandler.newFactory());
        Way in = place.role() == Role.ORIGIN ? Way.BACK : Way.THERE;
        Way out = place.role() == Role.ORIGIN ? Way.THERE : Way.BACK;
        ChannelFuture connected =
                new Bootstrap()
                        .group(loop)
                        .channel(NioDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, SOCKET_BYTES)
                        .option(ChannelOption.SO_SNDBUF, SOCKET_BYTES)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(DATAGRAM_BYTES)
                                        .maxMessagesPerRead(DATAGRAMS_A_TURN))
                        .handler(reader)
                        .connect(address(place, out), address(place, in));
        // This thread is the only one that gets it done.
        while (!connected.isDone()) {
            loop.runNow();
        }
        if (!connected.isSuccess()) {
            throw new TapewireException(
                    "Netty cannot open a socket: %s.".formatted(connected.cause().getMessage()),
                    connected.cause());
        }
        channel = connected.channel();
    }

    private static InetSocketAddress address(Place place, Way way) {
        return new InetSocketAddress("127.0.0.1", place.port(way));
    }

    private int turn() {
        int work = loop.runNow();
        if (reader.failure() != null) {
            throw new TapewireException("Netty failed: " + reader.failure(), reader.failure());
        }
        return work;
    }

    @Override
    public TradeSender sender(Way way) {
        sends = true;
        return new NettySender(channel, reader, this::turn);
    }

    @Override
    public TradeReceiver receiver(Way way, TradeSink sink) {
        reader.tell(sink);
        return new Receiver();
    }

    @Override
    public boolean isLossy() {
        return true;
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
        while (!loop.isTerminated()) {
            loop.runNow();
        }
    }

    private final class Receiver implements TradeReceiver {
        @Override
        public int doWork() {
            // The sender's turn is Netty's as well.
            return sends ? 0 : turn();
        }

        @Override
        public long bytes() {
            return reader.bytes();
        }

        @Override
        public void close() {}
    }
}
