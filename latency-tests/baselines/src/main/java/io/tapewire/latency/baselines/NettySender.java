package io.tapewire.latency.baselines;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.tapewire.latency.subject.FlatTrade;
import io.tapewire.latency.subject.TradeSender;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/** One trade a datagram, written and flushed at once. */
final class NettySender implements TradeSender {
    // A turn asks the kernel for datagrams: as often as over raw Aeron, where one is about as many.
    private static final int TRADES_A_TURN = 14;

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final Channel channel;
    private final NettyReader reader;
    private final IntSupplier turn;
    private long refused;

    NettySender(Channel channel, NettyReader reader, IntSupplier turn) {
        this.channel = channel;
        this.reader = reader;
        this.turn = turn;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        // Within a turn there is no other that could make room: there Netty queues.
        if (!channel.isWritable() && !reader.isTelling()) {
            refused++;
            return false;
        }
        ByteBuf bytes = channel.alloc().directBuffer(FlatTrade.LENGTH, FlatTrade.LENGTH);
        ByteBuffer nio = bytes.internalNioBuffer(0, FlatTrade.LENGTH);
        buffer.wrap(nio, nio.position(), FlatTrade.LENGTH);
        FlatTrade.head(buffer, 0, scheduledNs, number);
        FlatTrade.body(buffer, 0, instrument, price, quantity, side);
        bytes.writerIndex(FlatTrade.LENGTH);
        channel.writeAndFlush(bytes, channel.voidPromise());
        return true;
    }

    @Override
    public int doWork() {
        return turn.getAsInt();
    }

    @Override
    public int tradesATurn() {
        return TRADES_A_TURN;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public void close() {}
}
