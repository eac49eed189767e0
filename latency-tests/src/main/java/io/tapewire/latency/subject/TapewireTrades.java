package io.tapewire.latency.subject;

import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;

/** Hands trades of the bus to a sink, and stamps those that are sampled. */
final class TapewireTrades implements TradeListener {
    private final TradeSink sink;
    private final Stamps stamps;
    private long firstSampled;
    private long lastSampled;

    /**
     * @param stamps null for none
     */
    TapewireTrades(TradeSink sink, Stamps stamps) {
        this.sink = sink;
        this.stamps = stamps;
    }

    @Override
    public void onTrade(Trade trade) {
        sink.onTrade(
                trade.timeNs(),
                trade.tradeId(),
                trade.instrumentId(),
                trade.price(),
                trade.quantity(),
                trade.side().ordinal());
        if (stamps != null && stamps.isSampled(trade.tradeId())) {
            lastSampled = trade.tradeId();
            firstSampled = firstSampled == 0 ? lastSampled : firstSampled;
            stamps.onDelivered(trade.timeNs(), lastSampled, trade.sealTimeNs());
        }
    }

    /** The frame whose trades came last is in the journal now. */
    void onJournaled() {
        if (firstSampled != 0) {
            stamps.onJournaled(firstSampled, lastSampled);
            firstSampled = 0;
        }
    }
}
