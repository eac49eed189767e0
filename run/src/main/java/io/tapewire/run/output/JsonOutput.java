package io.tapewire.run.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tapewire.schemas.Decimal;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.subscriber.ConflatedListener;
import io.tapewire.subscriber.ConflatedTrade;
import io.tapewire.subscriber.Trade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes one JSON object a line. Prices and quantities are numbers with all their decimals; a side
 * or trade id that is not known is null.
 */
final class JsonOutput implements TradeOutput, ConflatedListener {
    // Each object ends its own line, so that a reader of a live feed need not wait for the next.
    private static final JsonFactory FACTORY = new JsonFactory().setRootValueSeparator(null);

    private final StandardOutput out;
    private final JsonGenerator json;
    private final Names names = new Names();
    private final byte[] decimal = new byte[Decimal.MAX_TEXT_LENGTH];

    JsonOutput(StandardOutput out) {
        this.out = out;
        try {
            json = FACTORY.createGenerator(out);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onTrade(Trade trade) {
        try {
            begin(trade.feedId(), trade.session(), trade.sequence(), trade.timeNs());
            write(names.of(trade), trade.price(), trade.quantity(), trade.side(), trade.tradeId());
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onConflated(ConflatedTrade trade) {
        try {
            begin(trade.feedId(), trade.session(), trade.lastSequence(), trade.timeNs());
            write(
                    names.of(trade.instrument(), trade.instrumentId()),
                    trade.price(),
                    trade.quantity(),
                    trade.side(),
                    trade.tradeId());
            json.writeNumberField("count", trade.count());
            writeDecimal("volume", trade.volume(), Decimal.QUANTITY_DECIMALS);
            writeDecimal("high", trade.high(), Decimal.PRICE_DECIMALS);
            writeDecimal("low", trade.low(), Decimal.PRICE_DECIMALS);
            end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(int feedId, long session, long sequence, long timeNs) throws IOException {
        json.writeStartObject();
        json.writeNumberField("feed", Integer.toUnsignedLong(feedId));
        json.writeNumberField("session", session);
        json.writeNumberField("sequence", sequence);
        json.writeNumberField("time", timeNs);
    }

    private void write(Instrument instrument, long price, long quantity, Side side, long tradeId)
            throws IOException {
        json.writeStringField("symbol", instrument.symbol());
        json.writeStringField("venue", instrument.venue());
        writeDecimal("price", price, Decimal.PRICE_DECIMALS);
        writeDecimal("quantity", quantity, Decimal.QUANTITY_DECIMALS);
        json.writeStringField("side", side == Side.NONE ? null : side.text());
        if (tradeId == TradeFrameEncoder.NO_TRADE_ID) {
            json.writeNullField("trade_id");
        } else {
            json.writeNumberField("trade_id", tradeId);
        }
    }

    private void end() throws IOException {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void writeDecimal(String name, long mantissa, int decimals) throws IOException {
        int length = Decimal.format(mantissa, decimals, decimal, 0);
        json.writeFieldName(name);
        json.writeNumber(new String(decimal, 0, length, StandardCharsets.US_ASCII));
    }

    @Override
    public void flush() {
        try {
            json.flush();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
