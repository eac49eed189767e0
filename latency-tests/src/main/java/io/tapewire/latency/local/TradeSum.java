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
        long said =
                trade.timeNs()
                        ^ trade.price()
                        ^ trade.quantity()
                        ^ trade.tradeId()
                        ^ trade.instrumentId();
        sum += trade.side() == Side.SELL ? -said : said;
        Instrument instrument = looksUp ? trade.instrument() : null;
        if (instrument != null) {
            sum += instrument.contentHash();
        }
    }

    long sum() {
        return sum;
    }
}
