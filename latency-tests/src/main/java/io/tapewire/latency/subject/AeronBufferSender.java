package io.tapewire.latency.subject;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Full buffers made beforehand: as fast as the transport can be, for nothing is encoded, checked or
 * decoded. Only the first trade of each is written anew, and looked at.
 */
final class AeronBufferSender implements TradeSender {
    private final RawAeron connection;
    private final ExclusivePublication publication;
    private final UnsafeBuffer buffer;
    private final int trades;
    private long refused;

    AeronBufferSender(RawAeron connection, ExclusivePublication publication, TradeTable table) {
        this.connection = connection;
        this.publication = publication;
        this.buffer =
                new UnsafeBuffer(
                        BufferUtil.allocateDirectAligned(publication.maxPayloadLength(), 64));
        this.trades = TapewireSubject.tradesAFrame(publication.maxPayloadLength());
        for (int i = 0; i < trades; i++) {
            int offset = i * FlatTrade.LENGTH;
            table.tell(
                    (scheduledNs, number, instrument, price, quantity, side) ->
                            FlatTrade.body(buffer, offset, instrument, price, quantity, side),
                    0,
                    i);
        }
    }

    @Override
    public boolean isReady() {
        return publication.isConnected();
    }

    @Override
    public boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        FlatTrade.head(buffer, 0, scheduledNs, number);
        FlatTrade.body(buffer, 0, instrument, price, quantity, side);
        long position = publication.offer(buffer, 0, buffer.capacity());
        if (position == Publication.ADMIN_ACTION) {
            position = publication.offer(buffer, 0, buffer.capacity());
        }
        if (position < 0) {
            refused++;
            return false;
        }
        return true;
    }

    @Override
    public int doWork() {
        return connection.doWork();
    }

    @Override
    public int tradesATurn() {
        return 1;
    }

    @Override
    public int tradesAMessage() {
        return trades;
    }

    @Override
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        publication.close();
    }
}
