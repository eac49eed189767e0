package io.tapewire.publisher;

import io.tapewire.publisher.source.TradeSource;
import io.tapewire.schemas.pace.Pacer;
import org.agrona.collections.IntArrayList;

/**
 * Publishes a trade source to its end at a pace: each trade when it is due, whatever became of the
 * ones before. For one thread; allocates only where an instrument is new.
 */
public final class SourcePublisher {
    // Some sixteen frames, as many as a driver sends at once: it gets its turn, and a caller its,
    // often enough.
    private static final int TRADES_A_TURN = 512;

    private final TradeSource source;
    private final TradePublisher publisher;
    private final Pacer pacer;
    private final IntArrayList instrumentIds = new IntArrayList();
    private boolean pending;
    private boolean started;
    private boolean done;
    private long published;

    /**
     * @param source at its beginning; the caller closes it
     * @param publisher whose session takes the trades; the caller ends it
     * @param pacer not yet started
     */
    public SourcePublisher(TradeSource source, TradePublisher publisher, Pacer pacer) {
        this(source, publisher, pacer, false);
    }

    /**
     * @param source the caller closes it
     * @param publisher whose session takes the trades; the caller ends it
     * @param pacer not yet started
     * @param atTrade whether the trade that the source is at is to be published, not the one after
     */
    public SourcePublisher(
            TradeSource source, TradePublisher publisher, Pacer pacer, boolean atTrade) {
        this.source = source;
        this.pending = atTrade;
        this.publisher = publisher;
        this.pacer = pacer;
    }

    /**
     * One turn: publishes what is due, at most some sixteen frames of it, and does the publisher's
     * turn.
     *
     * @return above 0 where there was something to do
     * @throws io.tapewire.schemas.TapewireException where the source is malformed; the trades
     *     before are published
     */
    public int doWork() {
        int trades = 0;
        long nowNs = System.nanoTime();
        while (trades < TRADES_A_TURN && isReady(nowNs)) {
            pending = false;
            publisher.publish(
                    source.timeNs(),
                    instrumentId(source.instrument()),
                    source.price(),
                    source.quantity(),
                    source.side(),
                    source.tradeId());
            trades++;
            published++;
        }
        return trades + publisher.doWork();
    }

    private boolean isReady(long nowNs) {
        if (!pending) {
            if (done || !source.advance()) {
                done = true;
                return false;
            }
            pending = true;
        }
        if (!started) {
            started = true;
            pacer.start(nowNs, source.timeNs());
        }
        return pacer.dueNs(source.timeNs(), published) - nowNs <= 0;
    }

    private int instrumentId(int sourceIndex) {
        for (int i = instrumentIds.size(); i <= sourceIndex; i++) {
            instrumentIds.addInt(publisher.addInstrument(source.symbol(i), source.venue(i)));
        }
        return instrumentIds.getInt(sourceIndex);
    }

    /** Whether the source is at its end. */
    public boolean isDone() {
        return done;
    }

    /** Trades so far, live or refused. */
    public long published() {
        return published;
    }
}
