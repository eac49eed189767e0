package io.tapewire.latency.local;

import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;

/** Touches what a program would of every trade, and counts those that are not in order. */
final class TradeSum implements TradeListener {
    private long sum;
    private long trades;
    private long undefined;

    @Override
    public void onTrade(Trade trade) {
        trades++;
        sum += trade.price() ^ trade.quantity() ^ trade.tradeId();
        if (trade.instrument() == null) {
            undefined++;
        } else {
            sum += trade.instrument().id();
        }
    }

    long trades() {
        return trades;
    }

    long undefined() {
        return undefined;
    }

    long sum() {
        return sum;
    }
}
