package io.tapewire.run.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.TradeFrameEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final String HEADER = "time,symbol,venue,price,quantity,side,trade_id\n";
    private static final long NO_ID = TradeFrameEncoder.NO_TRADE_ID;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final StandardOutput out = new StandardOutput(written);

    private static void publish(TradeFeed feed) {
        feed.define(0, "A\"B, é\\", "X");
        feed.trade(5, 0, Side.BUY, 77);
        feed.trade(6, 7, Side.NONE, NO_ID);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteATape() {
        CsvOutput csv = new CsvOutput(out);
        publish(new TradeFeed(csv));
        csv.close();

        String expected = "5,\"A\"\"B, é\\\",X,101.000000001,1.5,B,77\n6,#7,,101.000000001,1.5,,\n";
        assertEquals(HEADER + expected, text());
    }

    @Test
    void shouldWriteATapeWithoutTrades() {
        new CsvOutput(out).close();

        assertEquals(HEADER, text());
    }

    @Test
    void shouldWriteNothingBeforeItIsFlushed() {
        CsvOutput csv = new CsvOutput(out);
        assertEquals("", text());
        csv.flush();
        assertEquals(HEADER, text());
        csv.flush();
        assertEquals(HEADER, text());
    }

    @Test
    void shouldWriteAnObjectALine() throws IOException {
        JsonOutput json = new JsonOutput(out);
        publish(new TradeFeed(json));
        json.close();

        List<String> lines = text().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(text().endsWith("}\n"));
        assertEquals(
                "{feed=4294967295, session=1760000000000000000, sequence=2, time=5,"
                        + " symbol=A\"B, é\\, venue=X, price=101.000000001, quantity=1.5,"
                        + " side=B, trade_id=77}",
                parsed(lines.get(0)).toString());
        assertEquals(
                "{feed=4294967295, session=1760000000000000000, sequence=3, time=6,"
                        + " symbol=#7, venue=, price=101.000000001, quantity=1.5,"
                        + " side=null, trade_id=null}",
                parsed(lines.get(1)).toString());
    }

    @Test
    void shouldWriteNoJsonWithoutTrades() {
        JsonOutput json = new JsonOutput(out);
        json.flush();
        json.close();

        assertEquals("", text());
    }

    @Test
    void shouldLetAReaderSeeWholeJsonLinesWhenFlushed() throws IOException {
        JsonOutput json = new JsonOutput(out);
        TradeFeed feed = new TradeFeed(json);
        feed.trade(1, 7, Side.SELL, 1);
        json.flush();
        assertEquals(1, text().lines().count());
        assertEquals("S", parsed(text().lines().toList().get(0)).get("side"));
        assertTrue(text().endsWith("\n"), "a reader of lines would wait for its end");
        feed.trade(2, 7, Side.SELL, 2);
        json.flush();
        json.close();

        assertEquals(2, text().lines().count());
        assertTrue(text().endsWith("}\n"));
    }

    @Test
    void shouldSumUp() {
        StatsOutput stats = new StatsOutput(out, true);
        publish(new TradeFeed(stats));
        assertEquals("", text());
        stats.close();

        List<String> lines = text().lines().toList();
        assertEquals("trades       2", lines.get(0));
        assertEquals("instruments  2", lines.get(1));
        assertEquals("from         1970-01-01T00:00:00.000000005Z", lines.get(2));
        assertEquals("to           1970-01-01T00:00:00.000000006Z", lines.get(3));
        assertTrue(lines.get(4).matches("digest       [0-9a-f]{16}"), lines.get(4));
        assertTrue(lines.get(5).startsWith("since sealed p50 "), lines.get(5));
        assertEquals(6, lines.size());
    }

    @Test
    void shouldSumUpNothing() {
        new StatsOutput(out, true).close();

        assertEquals("trades       0\n", text());
    }

    @Test
    void shouldTellALostReaderFromAFullDisk() {
        for (Function<StandardOutput, TradeOutput> format :
                List.<Function<StandardOutput, TradeOutput>>of(CsvOutput::new, JsonOutput::new)) {
            assertThrows(
                    OutputClosedException.class, () -> flood(format.apply(failing("Broken pipe"))));
            TapewireException full =
                    assertThrows(
                            TapewireException.class,
                            () -> flood(format.apply(failing("No space left on device"))));
            assertTrue(
                    full.getMessage()
                            .startsWith(
                                    "Standard output cannot be written (No space left on device)"),
                    full.getMessage());
        }
    }

    private static void flood(TradeOutput output) {
        TradeFeed feed = new TradeFeed(output);
        for (int i = 0; i < 5_000; i++) {
            feed.trade(i, 7, Side.BUY, i);
        }
    }

    private static StandardOutput failing(String reason) {
        return new StandardOutput(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException(reason);
                    }
                });
    }

    private static Map<String, String> parsed(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            assertEquals(JsonToken.START_OBJECT, parser.nextToken());
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getValueAsString());
            }
            assertEquals(JsonToken.END_OBJECT, parser.currentToken());
            assertEquals(null, parser.nextToken(), "more on the line");
        }
        return fields;
    }
}
