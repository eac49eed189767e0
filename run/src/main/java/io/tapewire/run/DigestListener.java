package io.tapewire.run;

import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.TradeDigest;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;

/** Digests the trades that it hears. */
final class DigestListener implements TradeListener {
    private final TradeDigest digest = new TradeDigest();

    @Override
    public void onTrade(Trade trade) {
        Instrument instrument = trade.instrument();
        digest.add(
                trade.timeNs(),
                instrument == null ? 0 : instrument.contentHash(),
                trade.price(),
                trade.quantity(),
                trade.side(),
                trade.tradeId());
    }

    TradeDigest digest() {
        return digest;
    }
}
