package io.tapewire.subscriber;

import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;

/**
 * The latest trade of an instrument, and what it stands for: the trades since a slow reader last
 * looked. Valid during {@link ConflatedListener#onConflated} only.
 */
public final class ConflatedTrade {
    private Instrument instrument;
    private int feedId;
    private int instrumentId;
    private long session;
    private long timeNs;
    private long price;
    private long quantity;
    private Side side;
    private long tradeId;
    private long firstSequence;
    private long lastSequence;
    private long count;
    private long volume;
    private long high;
    private long low;

    ConflatedTrade() {}

    void add(Trade trade) {
        long tradePrice = trade.price();
        if (count == 0) {
            feedId = trade.feedId();
            session = trade.session();
            instrumentId = trade.instrumentId();
            firstSequence = trade.sequence();
            volume = 0;
            high = tradePrice;
            low = tradePrice;
        }
        instrument = trade.instrument();
        timeNs = trade.timeNs();
        price = tradePrice;
        quantity = trade.quantity();
        side = trade.side();
        tradeId = trade.tradeId();
        lastSequence = trade.sequence();
        count++;
        volume = saturatedSum(volume, quantity);
        high = Math.max(high, tradePrice);
        low = Math.min(low, tradePrice);
    }

    void clear() {
        count = 0;
    }

    private static long saturatedSum(long a, long b) {
        long sum = a + b;
        boolean overflown = ((a ^ sum) & (b ^ sum)) < 0;
        return overflown ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    /** Null where its definition has not arrived. */
    public Instrument instrument() {
        return instrument;
    }

    /** The instrument's id in its feed and session. */
    public int instrumentId() {
        return instrumentId;
    }

    /** The feed that the trades came in. */
    public int feedId() {
        return feedId;
    }

    /** The session that the trades came in. */
    public long session() {
        return session;
    }

    /** Exchange time of the latest: ns since the epoch. */
    public long timeNs() {
        return timeNs;
    }

    /** Of the latest, in units of 1e-9. */
    public long price() {
        return price;
    }

    /** Of the latest, in units of 1e-8. */
    public long quantity() {
        return quantity;
    }

    /** Of the latest. */
    public Side side() {
        return side;
    }

    /** Of the latest; {@link io.tapewire.schemas.TradeFrameEncoder#NO_TRADE_ID} where none. */
    public long tradeId() {
        return tradeId;
    }

    /** Of the first trade that this stands for. */
    public long firstSequence() {
        return firstSequence;
    }

    /** Of the latest. */
    public long lastSequence() {
        return lastSequence;
    }

    /** How many trades this stands for: 1 where nothing was conflated. */
    public long count() {
        return count;
    }

    /** Of all of them, in units of 1e-8; {@link Long#MAX_VALUE} where it does not fit. */
    public long volume() {
        return volume;
    }

    /** The highest price of them, in units of 1e-9. */
    public long high() {
        return high;
    }

    /** The lowest price of them, in units of 1e-9. */
    public long low() {
        return low;
    }
}
