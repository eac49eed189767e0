package io.tapewire.schemas.tape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TapeLineTest {
    private final TapeLine line = new TapeLine();

    private String format(
            long timeNs,
            String symbol,
            String venue,
            long price,
            long quantity,
            Side side,
            long tradeId) {
        int length = line.format(timeNs, utf8(symbol), utf8(venue), price, quantity, side, tradeId);
        return new String(line.bytes(), 0, length, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldNameTheColumnsInTheirOrder() {
        assertEquals(
                "time,symbol,venue,price,quantity,side,trade_id\n",
                new String(TapeLine.header(), StandardCharsets.US_ASCII));
    }

    @Test
    void shouldWriteDecimalsAtTheirShortest() {
        assertEquals(
                "1723161255342000000,BTCUSDT,spot,61837.63,0.02,S,3735683259\n",
                format(
                        1723161255342000000L,
                        "BTCUSDT",
                        "spot",
                        61_837_630_000_000L,
                        2_000_000,
                        Side.SELL,
                        3735683259L));
        assertEquals(
                "-1,X,,-0.000000001,210,B,-7\n",
                format(-1, "X", "", -1, 21_000_000_000L, Side.BUY, -7));
    }

    @Test
    void shouldLeaveEmptyWhatIsNotKnown() {
        assertEquals(
                "0,X,,0,0,,\n", format(0, "X", "", 0, 0, Side.NONE, TradeFrameEncoder.NO_TRADE_ID));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "a b; a b",
                "a,b; \"a,b\"",
                "\"; \"\"\"\"",
                "a\"b; \"a\"\"b\"",
                "'\n'; '\"\n\"'",
                "\u4e2d\u00e9; \u4e2d\u00e9",
            })
    void shouldQuoteOnlyWhatNeedsIt(String symbol, String text) {
        assertEquals("0," + text + ",N,0,0,,1\n", format(0, symbol, "N", 0, 0, Side.NONE, 1));
    }

    @Test
    void shouldHaveRoomForTheLongestLine() {
        long lowest = Long.MIN_VALUE;
        String text =
                format(
                        lowest,
                        "\"".repeat(32),
                        "\"".repeat(16),
                        lowest,
                        lowest,
                        Side.BUY,
                        1 + lowest);

        assertTrue(text.endsWith(",B,-9223372036854775807\n"), text);
    }
}
