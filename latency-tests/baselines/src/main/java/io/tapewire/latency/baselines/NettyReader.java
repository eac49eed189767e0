package io.tapewire.latency.baselines;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.tapewire.latency.subject.FlatTrade;
import io.tapewire.latency.subject.TradeSink;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The end of Netty's pipeline: tells of each datagram. For the thread of the loop. */
final class NettyReader extends SimpleChannelInboundHandler<DatagramPacket> {
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private TradeSink sink;
    private long bytes;
    private boolean isTelling;
    private Throwable failure;

    /** To be called before the first datagram may arrive. */
    void tell(TradeSink theirs) {
        sink = theirs;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
        ByteBuf content = packet.content();
        int lengthBytes = content.readableBytes();
        bytes += lengthBytes;
        ByteBuffer nio = content.internalNioBuffer(content.readerIndex(), lengthBytes);
        buffer.wrap(nio, nio.position(), lengthBytes);
        isTelling = true;
        FlatTrade.tell(sink, buffer, 0);
        isTelling = false;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause;
    }

    /** Of all datagrams so far. */
    long bytes() {
        return bytes;
    }

    /** Whether a sink is being told, within a turn of Netty's loop. */
    boolean isTelling() {
        return isTelling;
    }

    /** What Netty could not do, null where all went well. */
    Throwable failure() {
        return failure;
    }
}
