package io.tapewire.latency;

import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.tape.TapeLine;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;
import java.io.ByteArrayOutputStream;

/** Collects the trades that it hears as a tape. */
final class TapeText implements TradeListener {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final TapeLine line = new TapeLine();

    TapeText() {
        text.writeBytes(TapeLine.header());
    }

    @Override
    public void onTrade(Trade trade) {
        Instrument instrument = trade.instrument();
        int length =
                line.format(
                        trade.timeNs(),
                        instrument.symbolUtf8(),
                        instrument.venueUtf8(),
                        trade.price(),
                        trade.quantity(),
                        trade.side(),
                        trade.tradeId());
        text.write(line.bytes(), 0, length);
    }

    byte[] bytes() {
        return text.toByteArray();
    }
}
