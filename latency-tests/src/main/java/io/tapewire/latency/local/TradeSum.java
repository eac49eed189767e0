package io.tapewire.latency.local;

import io.tapewire.schemas.Instrument;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;

/** Touches what a program would of every trade. */
final class TradeSum implements TradeListener {
    private long sum;

    @Override
    public void onTrade(Trade trade) {
        long said = trade.price() ^ trade.quantity() ^ trade.tradeId();
        Instrument instrument = trade.instrument();
        sum += instrument == null ? said : said + instrument.contentHash();
    }

    long sum() {
        return sum;
    }
}
