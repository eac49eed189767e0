package io.tapewire.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.UdpChannel;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Asks the kernel for the messages of receivers now and then, not in every turn: of room, which
 * come once a quarter of a window, of loss, of setting up. The question is half of an inline
 * driver's turn. While there are any it goes on asking. For the driver's sender, which asks all of
 * more than five such sockets at once in every turn, so that nothing is spared there.
 */
final class SparingSendEndpoint extends BatchSendEndpoint {
    /** A message waits for this and six turns at most: much less than a window lasts. */
    private static final long INTERVAL_NS = TimeUnit.MICROSECONDS.toNanos(10);

    private final NanoClock clock;
    private long nextNs;

    SparingSendEndpoint(
            UdpChannel channel,
            AtomicCounter status,
            MediaDriver.Context context,
            DatagramBatch batch) {
        super(channel, status, context, batch);
        clock = context.nanoClock();
        nextNs = clock.nanoTime();
    }

    @Override
    public InetSocketAddress receive(ByteBuffer buffer) {
        long nowNs = clock.nanoTime();
        if (nowNs - nextNs < 0) {
            return null;
        }
        InetSocketAddress source = super.receive(buffer);
        if (source == null) {
            nextNs = nowNs + INTERVAL_NS;
        }
        return source;
    }
}
