package io.tapewire.run.output;

import io.tapewire.schemas.Decimal;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.tape.TapeLine;
import io.tapewire.subscriber.ConflatedListener;
import io.tapewire.subscriber.ConflatedTrade;
import io.tapewire.subscriber.Trade;
import java.nio.charset.StandardCharsets;

/**
 * Writes a tape: the header at once, a line for each trade. Where they are conflated, four columns
 * more say what each stands for.
 */
final class CsvOutput implements TradeOutput, ConflatedListener {
    private static final String COLUMNS = ",count,volume,high,low";
    private static final int MAX_NUMBERS_LENGTH = 4 * (1 + Decimal.MAX_TEXT_LENGTH) + 1;

    private final StandardOutput out;
    private final TapeLine line = new TapeLine();
    private final Names names = new Names();

    private final byte[] numbers = new byte[MAX_NUMBERS_LENGTH];

    CsvOutput(StandardOutput out) {
        this(out, "");
    }

    private CsvOutput(StandardOutput out, String moreColumns) {
        this.out = out;
        byte[] header = TapeLine.header();
        out.write(header, 0, header.length - 1);
        byte[] more = (moreColumns + '\n').getBytes(StandardCharsets.US_ASCII);
        out.write(more, 0, more.length);
    }

    /** With the columns of conflated trades. */
    static CsvOutput conflated(StandardOutput out) {
        return new CsvOutput(out, COLUMNS);
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
    public void onConflated(ConflatedTrade trade) {
        Instrument instrument = names.of(trade.instrument(), trade.instrumentId());
        int length =
                line.format(
                        trade.timeNs(),
                        instrument.symbolUtf8(),
                        instrument.venueUtf8(),
                        trade.price(),
                        trade.quantity(),
                        trade.side(),
                        trade.tradeId());
        out.write(line.bytes(), 0, length - 1);
        int end = number(trade.count(), 0, 0);
        end = number(trade.volume(), Decimal.QUANTITY_DECIMALS, end);
        end = number(trade.high(), Decimal.PRICE_DECIMALS, end);
        end = number(trade.low(), Decimal.PRICE_DECIMALS, end);
        numbers[end++] = '\n';
        out.write(numbers, 0, end);
    }

    private int number(long mantissa, int decimals, int at) {
        numbers[at] = ',';
        return Decimal.format(mantissa, decimals, numbers, at + 1);
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
