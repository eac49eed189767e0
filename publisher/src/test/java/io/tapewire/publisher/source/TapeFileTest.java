package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.publisher.source.Tapes.Trade;
import io.tapewire.schemas.Side;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TapeFileTest {
    private static final String LINE =
            "1723161255342000000,BTCUSDT,spot,61837.63,0.02,S,3735683259\n";
    private static final Trade TRADE =
            new Trade(
                    1723161255342000000L,
                    "BTCUSDT",
                    "spot",
                    61_837_630_000_000L,
                    2_000_000L,
                    Side.SELL,
                    3735683259L);
    private static final Trade BARE =
            new Trade(5, "X", "", 1_000_000_000L, 200_000_000L, Side.NONE, TradeSource.NO_TRADE_ID);

    @Test
    void shouldReadTrades() {
        assertEquals(
                List.of(TRADE, BARE, TRADE),
                Tapes.read(Tapes.HEADER + LINE + "5,X,,1,2,,\n" + LINE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trade_id,side,quantity,price,venue,symbol,time\n,,2,1,,X,5\n",
                "a,time,symbol,b,venue,price,quantity,side,trade_id,c\n8,5,X,,,1,2,,,\"q\n,\"\n",
                "\"time\",\"symbol\",venue,price,quantity,side,\"trade_id\"\n5,X,,1,2,,\n",
                "\ufefftime,symbol,venue,price,quantity,side,trade_id\n5,X,,1,2,,\n",
                "time,symbol,venue,price,quantity,side,trade_id\r\n5,X,,1,2,,\r\n",
                "time,symbol,venue,price,quantity,side,trade_id\r\n\"5\",\"X\",\"\",1,2,,\"\"\r\n",
                "time,symbol,venue,price,quantity,side,trade_id\n5,X,,1,2,,",
                "time,symbol,venue,price,quantity,side,trade_id\n5,X,,1,2,\"\",\"\"",
                "time,symbol,venue,price,quantity,side,trade_id\n5,X,,1,2,,\n\n\r\n\n",
                "time,symbol,venue,price,quantity,side,trade_id\n5,X,,01.0,2.00000000,,\n",
            })
    void shouldReadWhatIsValidCsv(String tape) {
        assertEquals(List.of(BARE), Tapes.read(tape));
    }

    @Test
    void shouldReadQuotesCommasAndEscapesInASymbol() {
        String tape = Tapes.HEADER + "5,\"a,\"\"b\"\"\",\"\"\"\",1,2,B,7\n" + LINE;

        List<Trade> trades = Tapes.read(tape);

        assertEquals("a,\"b\"", trades.get(0).symbol());
        assertEquals("\"", trades.get(0).venue());
        assertEquals(TRADE, trades.get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-08-09T11:47:35.342Z, 1723204055342000000",
        "2024-08-09T13:47:35.342000001+02:00, 1723204055342000001",
        "1970-01-01T00:00:00Z, 0",
        "1969-12-31T23:59:59.999999999Z, -1",
        "-1, -1",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
    })
    void shouldReadTimes(String text, long timeNs) {
        assertEquals(timeNs, Tapes.read(Tapes.HEADER + text + ",X,,1,2,,\n").get(0).timeNs());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.5, -500000000",
        "0.000000001, 1",
        "1.23456789, 1234567890",
        "1.234567891, 1234567891",
        "12345678, 12345678000000000",
        "123456789, 123456789000000000",
        "1234567.8, 1234567800000000",
        "9223372036.854775807, 9223372036854775807",
        "-9223372036.854775805, -9223372036854775805",
        "00000000000000000000000001, 1000000000",
    })
    void shouldReadPricesExactly(String text, long mantissa) {
        assertEquals(mantissa, Tapes.read(Tapes.HEADER + "5,X,," + text + ",2,,\n").get(0).price());
    }

    @Test
    void shouldReadATapeWithoutTrades() {
        assertEquals(List.of(), Tapes.read(Tapes.HEADER));
        assertEquals(List.of(), Tapes.read(Tapes.HEADER.strip()));
    }

    @Test
    void shouldNumberInstrumentsAsTheyAppear() {
        String tape = Tapes.HEADER + "5,X,a,1,2,,\n6,X,b,1,2,,\n7,X,a,1,2,,\n8,Xa,,1,2,,\n";
        int[] expected = {0, 1, 0, 2};
        try (TradeSource source =
                new TapeFile(Tapes.NAME, Tapes.trickle(Tapes.bytes(tape), 999), 999)) {
            for (int instrument : expected) {
                assertTrue(source.advance());
                assertEquals(instrument, source.instrument());
            }
            assertFalse(source.advance());
            assertFalse(source.advance());
            assertEquals(3, source.instrumentCount());
            assertEquals("Xa", source.symbol(2));
            assertEquals("b", source.venue(1));
        }
    }

    @Test
    void shouldTellGzipByItsBytesNotItsName(@TempDir Path directory) throws Exception {
        byte[] tape = Tapes.bytes(Tapes.HEADER + LINE);
        Path packed = Files.write(directory.resolve("packed.csv"), Tapes.gzip(tape));
        Path plain = Files.write(directory.resolve("plain.csv.gz"), tape);
        for (Path path : List.of(packed, plain)) {
            try (TradeSource source = TapeFile.open(path)) {
                assertTrue(source.advance());
                assertEquals(TRADE, Tapes.current(source));
                assertFalse(source.advance());
            }
        }
    }

    @Test
    void shouldHandOutWholeTradesBeforeMoreIsReadable() {
        byte[] tape = Tapes.bytes(Tapes.HEADER + LINE + LINE);
        int wholeLength = Tapes.HEADER.length() + LINE.length();
        int[] given = {0};
        var in =
                new ByteArrayInputStream(tape) {
                    @Override
                    public int read(byte[] target, int offset, int length) {
                        assertTrue(given[0] < wholeLength, "asked for more than it needed");
                        int count = super.read(target, offset, Math.min(wholeLength, length));
                        given[0] += count;
                        return count;
                    }
                };
        try (TradeSource source = new TapeFile(Tapes.NAME, in, 4096)) {
            assertTrue(source.advance());
            assertEquals(TRADE, Tapes.current(source));
        }
    }
}
