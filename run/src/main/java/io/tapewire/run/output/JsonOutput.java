package io.tapewire.run.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tapewire.schemas.Decimal;
import io.tapewire.schemas.Instrument;
import io.tapewire.subscriber.Trade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes one JSON object a line. Prices and quantities are numbers with all their decimals; a side
 * or trade id that is not known is null.
 */
final class JsonOutput implements TradeOutput {
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
        Instrument instrument = names.of(trade);
        try {
            json.writeStartObject();
            json.writeNumberField("feed", Integer.toUnsignedLong(trade.feedId()));
            json.writeNumberField("session", trade.session());
            json.writeNumberField("sequence", trade.sequence());
            json.writeNumberField("time", trade.timeNs());
            json.writeStringField("symbol", instrument.symbol());
            json.writeStringField("venue", instrument.venue());
            writeDecimal("price", trade.price(), Decimal.PRICE_DECIMALS);
            writeDecimal("quantity", trade.quantity(), Decimal.QUANTITY_DECIMALS);
            String side = trade.side().text();
            json.writeStringField("side", side.isEmpty() ? null : side);
            if (trade.hasTradeId()) {
                json.writeNumberField("trade_id", trade.tradeId());
            } else {
                json.writeNullField("trade_id");
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
