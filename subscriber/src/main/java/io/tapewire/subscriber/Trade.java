package io.tapewire.subscriber;

import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder.TradesDecoder;

/** A trade where it lies in its frame. Valid only as long as {@link TradeListener} says. */
public final class Trade {
    private TradesDecoder item;
    private Instrument instrument;
    private int feedId;
    private long session;
    private long sealTimeNs;
    private long sequence;

    Trade() {}

    void startFrame(TradesDecoder items, int feedId, long session, long sealTimeNs) {
        this.item = items;
        this.feedId = feedId;
        this.session = session;
        this.sealTimeNs = sealTimeNs;
    }

    void point(long sequence, Instrument instrument) {
        this.sequence = sequence;
        this.instrument = instrument;
    }

    /** Exchange time: ns since the epoch. */
    public long timeNs() {
        return item.time();
    }

    /** Mantissa in units of 1e-9. */
    public long price() {
        return item.price().mantissa();
    }

    /** Mantissa in units of 1e-8. */
    public long quantity() {
        return item.quantity().mantissa();
    }

    /** The aggressor. */
    public Side side() {
        return Side.of(item.sideRaw());
    }

    /** The venue's id; {@link TradeFrameEncoder#NO_TRADE_ID} where it gave none. */
    public long tradeId() {
        return item.tradeId();
    }

    /** Whether the venue gave an id. */
    public boolean hasTradeId() {
        return item.tradeId() != TradeFrameEncoder.NO_TRADE_ID;
    }

    /** Bits as the feed defines them. */
    public int conditions() {
        return item.conditions();
    }

    /** The instrument's id in its feed and session. */
    public int instrumentId() {
        return (int) item.instrumentId();
    }

    /**
     * What was traded. Unlike the trade itself it stays valid.
     *
     * @return null where its definition has not arrived, to a reader who came late
     */
    public Instrument instrument() {
        return instrument;
    }

    /** The feed that it came in. */
    public int feedId() {
        return feedId;
    }

    /** The session that it came in. */
    public long session() {
        return session;
    }

    /** Its number in the session. */
    public long sequence() {
        return sequence;
    }

    /** When its frame was sealed: ns since the epoch. */
    public long sealTimeNs() {
        return sealTimeNs;
    }
}
