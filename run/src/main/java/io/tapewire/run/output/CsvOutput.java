package io.tapewire.run.output;

import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.tape.TapeLine;
import io.tapewire.subscriber.Trade;

/** Writes a tape: the header at once, a line for each trade. */
final class CsvOutput implements TradeOutput {
    private final StandardOutput out;
    private final TapeLine line = new TapeLine();
    private final Names names = new Names();

    CsvOutput(StandardOutput out) {
        this.out = out;
        byte[] header = TapeLine.header();
        out.write(header, 0, header.length);
    }

    @Override
    public void onTrade(Trade trade) {
        Instrument instrument = names.of(trade);
        int length =
                line.format(
                        trade.timeNs(),
                        instrument.symbolUtf8(),
                        instrument.venueUtf8(),
                        trade.price(),
                        trade.quantity(),
                        trade.side(),
                        trade.tradeId());
        out.write(line.bytes(), 0, length);
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void close() {
        out.close();
    }
}
