package io.tapewire.run;

import io.tapewire.publisher.source.TapeFile;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.tape.TapeLine;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Compares trades, one by one, with those of a tape, and remembers where they first differ. */
final class TapeComparison implements TradeListener, AutoCloseable {
    private final Path tape;
    private final TapeFile source;
    private final TapeLine line = new TapeLine();
    private long trades;
    private String difference;

    TapeComparison(Path tape) {
        this.tape = tape;
        this.source = TapeFile.open(tape);
    }

    @Override
    public void onTrade(Trade trade) {
        trades++;
        if (difference != null) {
            return;
        }
        if (!source.advance()) {
            difference = "%s has %s trades and the journal more".formatted(tape, before());
        } else if (differs(trade)) {
            difference =
                    "trade %d is '%s', but '%s' in %s"
                            .formatted(trades, journaled(trade), taped(), tape);
        }
    }

    private String before() {
        return Text.count(trades - 1);
    }

    private boolean differs(Trade trade) {
        Instrument of = trade.instrument();
        return trade.timeNs() != source.timeNs()
                || trade.price() != source.price()
                || trade.quantity() != source.quantity()
                || trade.side() != source.side()
                || trade.tradeId() != source.tradeId()
                || of == null
                || !of.symbol().equals(source.symbol(source.instrument()))
                || !of.venue().equals(source.venue(source.instrument()));
    }

    private String journaled(Trade trade) {
        Instrument of = trade.instrument();
        return text(
                line.format(
                        trade.timeNs(),
                        of == null ? new byte[0] : of.symbolUtf8(),
                        of == null ? new byte[0] : of.venueUtf8(),
                        trade.price(),
                        trade.quantity(),
                        trade.side(),
                        trade.tradeId()));
    }

    private String taped() {
        return text(
                line.format(
                        source.timeNs(),
                        source.symbol(source.instrument()).getBytes(StandardCharsets.UTF_8),
                        source.venue(source.instrument()).getBytes(StandardCharsets.UTF_8),
                        source.price(),
                        source.quantity(),
                        source.side(),
                        source.tradeId()));
    }

    private String text(int lengthBytes) {
        return new String(line.bytes(), 0, lengthBytes - 1, StandardCharsets.UTF_8);
    }

    /**
     * To be asked after the last trade.
     *
     * @return the first difference, one clause; null where both say the same
     */
    String difference() {
        if (difference == null && source.advance()) {
            difference = "%s has more than these %s trades".formatted(tape, Text.count(trades));
        }
        return difference;
    }

    @Override
    public void close() {
        source.close();
    }
}
