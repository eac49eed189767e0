package io.tapewire.run;

import io.tapewire.publisher.TradePublisher;
import io.tapewire.schemas.Instrument;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;
import java.util.IdentityHashMap;
import java.util.Map;

/** Publishes trades that it hears as a session of their own. */
final class TradeRepublisher implements TradeListener {
    private final TradePublisher publisher;
    private final Map<Instrument, Integer> ids = new IdentityHashMap<>();
    private long unknown;

    TradeRepublisher(TradePublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void onTrade(Trade trade) {
        Instrument instrument = trade.instrument();
        if (instrument == null) {
            unknown++;
            return;
        }
        Integer id = ids.get(instrument);
        if (id == null) {
            id = publisher.addInstrument(instrument.symbol(), instrument.venue());
            ids.put(instrument, id);
        }
        publisher.publish(
                trade.timeNs(),
                id,
                trade.price(),
                trade.quantity(),
                trade.side(),
                trade.tradeId(),
                trade.conditions());
    }

    /** Trades left out: nobody knows any more what they were trades of. */
    long unknown() {
        return unknown;
    }
}
