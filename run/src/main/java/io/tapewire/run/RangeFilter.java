package io.tapewire.run;

import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;

/** Lets the trades of a range through, both ends included; an end that is null is open. */
final class RangeFilter implements TradeListener {
    private final Bound from;
    private final Bound to;
    private final TradeListener next;
    private long trades;

    RangeFilter(Bound from, Bound to, TradeListener next) {
        this.from = from;
        this.to = to;
        this.next = next;
    }

    @Override
    public void onTrade(Trade trade) {
        if ((from == null || from.isAtOrBefore(trade.timeNs(), trade.sequence()))
                && (to == null || to.isAtOrAfter(trade.timeNs(), trade.sequence()))) {
            trades++;
            next.onTrade(trade);
        }
    }

    /** Let through so far. */
    long trades() {
        return trades;
    }
}
