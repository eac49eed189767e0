package io.tapewire.latency.local;

import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;

/** Touches what a program would of every trade. */
final class TradeSum implements TradeListener {
    private final boolean looksUp;
    private long sum;

    /**
     * @param looksUp whether to read of each trade's instrument more than its id: of a hundred
     *     thousand most are in no near cache, and that is the reader's cost, not the bus's
     */
    TradeSum(boolean looksUp) {
        this.looksUp = looksUp;
    }

    @Override
    public void onTrade(Trade trade) {
        long said = trade.timeNs() ^ trade.price() ^ trade.quantity() ^ trade.tradeId();
        long all = said + (looksUp ? content(trade.instrument()) : trade.instrumentId());
        sum += trade.side() == Side.SELL ? -all : all;
    }

    private static long content(Instrument instrument) {
        return instrument == null ? 0 : instrument.contentHash();
    }

    long sum() {
        return sum;
    }
}
