package io.tapewire.latency.baselines;

import io.tapewire.latency.subject.FlatTrade;
import io.tapewire.latency.subject.TradeReceiver;
import io.tapewire.latency.subject.TradeSink;
import org.agrona.concurrent.UnsafeBuffer;
import org.zeromq.ZMQ;

/** Takes what has arrived, and rests where nothing has. */
final class JeroMqReceiver implements TradeReceiver {
    private static final int MESSAGES_A_TURN = 64;

    private final ZMQ.Socket socket;
    private final TradeSink sink;
    private final byte[] bytes = new byte[FlatTrade.LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private final Nap nap;
    private long received;

    JeroMqReceiver(ZMQ.Socket socket, TradeSink sink, Nap nap) {
        this.socket = socket;
        this.sink = sink;
        this.nap = nap;
    }

    @Override
    public int doWork() {
        int messages = 0;
        for (; messages < MESSAGES_A_TURN; messages++) {
            int lengthBytes = socket.recv(bytes, 0, bytes.length, ZMQ.DONTWAIT);
            if (lengthBytes < 0) {
                break;
            }
            received += lengthBytes;
            FlatTrade.tell(sink, buffer, 0);
        }
        if (messages == 0) {
            nap.take();
        }
        return messages;
    }

    @Override
    public long bytes() {
        return received;
    }

    @Override
    public void close() {
        socket.close();
    }
}
