package io.tapewire.latency.baselines;

import io.tapewire.latency.subject.Place;
import io.tapewire.latency.subject.Subject;
import io.tapewire.latency.subject.TradeReceiver;
import io.tapewire.latency.subject.TradeSender;
import io.tapewire.latency.subject.TradeSink;
import io.tapewire.latency.subject.Way;
import io.tapewire.schemas.TapewireException;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * Publish and subscribe as JeroMQ comes, a trade a message, its I/O on a thread of its own.
 *
 * <p>The publishing socket is an XPUB rather than a PUB: that tells when somebody has subscribed,
 * before which all is dropped, and at its high-water mark it refuses (XPUB_NODROP) where a PUB
 * drops. So a flood arrives whole, like one over the bus, and no mark had to be chosen for it.
 */
final class JeroMqSubject implements Subject {
    // Where the kernel chooses it comes to hold a whole warm-up, which takes seconds to empty. That
    // of sending follows it; JeroMQ cannot set it where it listens.
    private static final int SOCKET_BYTES = 1 << 18;

    private final Place place;
    private final Nap nap;
    private final ZContext context = new ZContext();

    JeroMqSubject(Place place) {
        if (!place.parameters().text("transport", "tcp").equals("tcp")) {
            throw new TapewireException("JeroMQ is measured with transport=tcp alone.");
        }
        this.place = place;
        nap = new Nap(place);
    }

    private ZMQ.Socket socket(SocketType type) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setReceiveBufferSize(SOCKET_BYTES);
        return socket;
    }

    private String address(Way way) {
        return "tcp://127.0.0.1:" + place.port(way);
    }

    @Override
    public TradeSender sender(Way way) {
        ZMQ.Socket socket = socket(SocketType.XPUB);
        socket.setXpubNoDrop(true);
        socket.bind(address(way));
        return new JeroMqSender(socket, nap);
    }

    @Override
    public TradeReceiver receiver(Way way, TradeSink sink) {
        ZMQ.Socket socket = socket(SocketType.SUB);
        socket.connect(address(way));
        socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
        return new JeroMqReceiver(socket, sink, nap);
    }

    @Override
    public void close() {
        context.close();
    }
}
