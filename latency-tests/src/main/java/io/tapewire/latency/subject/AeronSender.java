package io.tapewire.latency.subject;

import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.logbuffer.BufferClaim;

/** One trade a message, written in place. */
final class AeronSender implements TradeSender {
    private final BufferClaim claim = new BufferClaim();
    private final RawAeron connection;
    private final ExclusivePublication publication;
    private final int tradesATurn;
    private long refused;

    AeronSender(RawAeron connection, ExclusivePublication publication) {
        this.connection = connection;
        this.publication = publication;
        // As many as the bus, since a turn takes longer than a trade; but over UDP it sends one
        // datagram.
        int frames =
                publication.channel().startsWith(CommonContext.IPC_CHANNEL)
                        ? TapewireSubject.FRAMES_A_TURN
                        : 1;
        this.tradesATurn = frames * TapewireSubject.tradesAFrame(publication.maxPayloadLength());
    }

    @Override
    public boolean isReady() {
        return publication.isConnected();
    }

    @Override
    public boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        long position = publication.tryClaim(FlatTrade.LENGTH, claim);
        if (position == Publication.ADMIN_ACTION) {
            position = publication.tryClaim(FlatTrade.LENGTH, claim);
        }
        if (position < 0) {
            refused++;
            return false;
        }
        FlatTrade.head(claim.buffer(), claim.offset(), scheduledNs, number);
        FlatTrade.body(claim.buffer(), claim.offset(), instrument, price, quantity, side);
        claim.commit();
        return true;
    }

    @Override
    public int doWork() {
        return connection.doWork();
    }

    @Override
    public int tradesATurn() {
        return tradesATurn;
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
