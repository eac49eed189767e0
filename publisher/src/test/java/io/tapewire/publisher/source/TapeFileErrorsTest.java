package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.publisher.source.Tapes.Trade;
import io.tapewire.schemas.TapewireException;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TapeFileErrorsTest {
    private static final String GOOD = "5,X,N,1,2,B,7\n";
    private static final int BUFFER = 64 * 1024;

    private static String messageOf(byte[] tape, int tradesBefore) {
        List<Trade> trades = new ArrayList<>();
        TapewireException error =
                assertThrows(
                        TapewireException.class,
                        () -> Tapes.readInto(trades, new ByteArrayInputStream(tape), BUFFER));
        assertEquals(tradesBefore, trades.size(), "trades before the error");
        assertFalse(error.getMessage().contains("\n"), "one line");
        return error.getMessage();
    }

    private static String messageOf(String tape, int tradesBefore) {
        return messageOf(Tapes.bytes(tape), tradesBefore);
    }

    /** The bad line is the third, between good ones: {@code |} stands for a quote, ^ for a tab. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "5,X,N,1,2,B; the line has 6 fields, the header has 7",
                "5,X,N,1,2,B,7,; the line has 8 fields, the header has 7",
                "5; the line has 1 fields, the header has 7",
                "''; the line has 1 fields, the header has 7",
                "5,X,N,|1,2|,B,7; the line has 6 fields, the header has 7",
                "x,X,N,1,2,B,7; time 'x' is neither ns since the epoch nor like 2024-08-09T11:47:35.342Z",
                ",X,N,1,2,B,7; time '' is neither ns since the epoch nor like 2024-08-09T11:47:35.342Z",
                "1.5,X,N,1,2,B,7; time '1.5' is neither ns since the epoch nor like 2024-08-09T11:47:35.342Z",
                "2024-08-09T11:47:35,X,N,1,2,B,7; time '2024-08-09T11:47:35' is neither ns since the epoch nor like 2024-08-09T11:47:35.342Z",
                "9223372036854775808,X,N,1,2,B,7; time '9223372036854775808' is out of range, it must fit 64 bits",
                "2300-01-01T00:00:00Z,X,N,1,2,B,7; time '2300-01-01T00:00:00Z' is out of range, times go from 1677 to 2262",
                "5,,N,1,2,B,7; symbol is empty, every trade names its instrument",
                "5,123456789012345678901234567890123,N,1,2,B,7; symbol '123456789012345678901234567890123' is longer than 32 bytes",
                "5,X,12345678901234567,1,2,B,7; venue '12345678901234567' is longer than 16 bytes",
                "5,X^Y,N,1,2,B,7; symbol 'X\\x09Y' has a control character",
                "5,X,|N^|,1,2,B,7; venue 'N\\x09' has a control character",
                "5,X,N,,2,B,7; price '' is not a decimal number",
                "5,X,N,1.,2,B,7; price '1.' is not a decimal number",
                "5,X,N,.5,2,B,7; price '.5' is not a decimal number",
                "5,X,N,1.2.3,2,B,7; price '1.2.3' is not a decimal number",
                "5,X,N,+1,2,B,7; price '+1' is not a decimal number",
                "5,X,N, 1,2,B,7; price ' 1' is not a decimal number",
                "5,X,N,1e5,2,B,7; price '1e5' is not a decimal number",
                "5,X,N,NaN,2,B,7; price 'NaN' is not a decimal number",
                "5,X,N,123456789x,2,B,7; price '123456789x' is not a decimal number",
                "5,X,N,1.0000000000,2,B,7; price '1.0000000000' has more than 9 decimals",
                "5,X,N,9223372036.854775808,2,B,7; price '9223372036.854775808' is out of range, the greatest is about 9223372036",
                "5,X,N,1,0.000000001,B,7; quantity '0.000000001' has more than 8 decimals",
                "5,X,N,1,92233720369,B,7; quantity '92233720369' is out of range, the greatest is about 92233720368",
                "5,X,N,1,2,X,7; side 'X' is unknown, use B, S or nothing",
                "5,X,N,1,2,b,7; side 'b' is unknown, use B, S or nothing",
                "5,X,N,1,2,BB,7; side 'BB' is unknown, use B, S or nothing",
                "5,X,N,1,2,B,7a; trade_id '7a' is not an integer",
                "5,X,N,1,2,B,12345678a; trade_id '12345678a' is not an integer",
                "5,X,N,1,2,B,9223372036854775808; trade_id '9223372036854775808' is out of range, it must fit 64 bits",
                "5,X,N,1,2,B,-9223372036854775808; trade_id '-9223372036854775808' is out of range, it stands for no id",
                "5,X|Y,N,1,2,B,7; there is a quote inside a field that does not begin with one",
                "5,X|N,1,2,B,7; there is a quote inside a field that does not begin with one",
                "5,|X|Y,N,1,2,B,7; after a closing quote there is neither comma nor line end",
                "5,|X,N,1,2,B,7; a quoted field that begins in this line is not closed",
            })
    void shouldNameFileLineAndFault(String bad, String fault) {
        String line = bad.replace('|', '"').replace('^', '\t');
        String message = messageOf(Tapes.HEADER + GOOD + line + "\n" + GOOD, 1);

        assertEquals("t.csv:3: " + fault, message.replace(';', ','));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "time,symbol,venue,price,quantity,side; the header has no column 'trade_id'",
                "time,symbol,venue,PRICE,quantity, side,trade_id; the header has no column 'price', 'side'",
                "'time\tsymbol\tvenue'; the header has no column 'time', 'symbol', 'venue', 'price',",
                "time,symbol,venue,price,quantity,side,trade_id,price; the header has the column 'price' twice",
                "|time,symbol; a quoted field that begins in this line is not closed",
            })
    void shouldNameWhatIsWrongInTheHeader(String header, String fault) {
        String message = messageOf(header.replace('|', '"') + "\n" + GOOD, 0);

        assertTrue(message.startsWith("t.csv:1: " + fault), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n\n", "\ufeff"})
    void shouldSayThatATapeIsEmpty(String tape) {
        assertEquals(
                "t.csv:1: the tape is empty: a header row"
                        + " time,symbol,venue,price,quantity,side,trade_id is needed",
                messageOf(tape, 0));
    }

    @Test
    void shouldCountPhysicalLines() {
        String tape = "note," + Tapes.HEADER + "\"a\nb\"," + GOOD + "c," + GOOD + "d,x";

        assertEquals("t.csv:5: the line has 2 fields, the header has 8", messageOf(tape, 2));
    }

    @Test
    void shouldTakeAQuotedLineBreakInASymbolForAControlCharacter() {
        assertEquals(
                "t.csv:2: symbol 'X\\x0aY' has a control character",
                messageOf(Tapes.HEADER + "5,\"X\nY\",N,1,2,B,7\n", 0));
    }

    @Test
    void shouldRefuseASymbolThatIsNotUtf8() {
        byte[] tape =
                (Tapes.HEADER + "5,\u00e9t\u00e9,N,1,2,B,7\n")
                        .getBytes(StandardCharsets.ISO_8859_1);

        assertEquals("t.csv:2: symbol '\ufffdt\ufffd' is not UTF-8 text", messageOf(tape, 0));
    }

    @Test
    void shouldNotJoinTwoShortLinesIntoATrade() {
        assertEquals(
                "t.csv:3: the line has 3 fields, the header has 7",
                messageOf(Tapes.HEADER + GOOD + "5,X,N\n1,2,B,7\n", 1));
    }

    @Test
    void shouldNotTakeASymbolWithAZeroForAKnownOne() {
        assertEquals(
                "t.csv:3: symbol '\\x00X' has a control character",
                messageOf(Tapes.HEADER + GOOD + "5,\0X,N,1,2,B,7\n", 1));
    }

    @Test
    void shouldRefuseALastLineThatIsCut() {
        assertEquals(
                "t.csv:3: the line has 4 fields, the header has 7",
                messageOf(Tapes.HEADER + GOOD + "5,X,N,1", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE"})
    void shouldNameUtf16(String charset) {
        assertEquals(
                "t.csv:1: this is UTF-16 text; write the tape as UTF-8",
                messageOf((Tapes.HEADER + GOOD).getBytes(Charset.forName(charset)), 0));
    }

    @Test
    void shouldNameABinaryFile() {
        assertEquals(
                "t.csv:1: this is a binary file; a tape is CSV text, plain or as gzip",
                messageOf(new byte[] {'P', 'K', 3, 4, 20, 0, 8, 0}, 0));
    }

    @Test
    void shouldRefuseALineLongerThanTheBuffer() {
        assertEquals(
                "t.csv:3: the line is longer than 65536 bytes; is a quote left open?",
                messageOf(Tapes.HEADER + GOOD + "5".repeat(70_000) + "\n" + GOOD, 1));
        assertEquals(
                "t.csv:3: the line is longer than 65536 bytes; is a quote left open?",
                messageOf(Tapes.HEADER + GOOD + "5,\"X" + ("\n" + GOOD).repeat(9_000), 1));
    }

    @Test
    void shouldCutALongExcerpt() {
        assertEquals(
                "t.csv:2: side '" + "y".repeat(40) + "'... is unknown; use B, S or nothing",
                messageOf(Tapes.HEADER + "5,X,N,1,2," + "y".repeat(41) + ",7\n", 0));
    }

    @Test
    void shouldSayWhyAFileCannotBeOpened(@TempDir Path directory) {
        Path absent = directory.resolve("absent.csv");

        assertEquals(
                absent + ": there is no such file; check the path",
                assertThrows(TapewireException.class, () -> TapeFile.open(absent)).getMessage());
        assertEquals(
                directory + ": this is a directory; name a tape file",
                assertThrows(TapewireException.class, () -> TapeFile.open(directory)).getMessage());
    }
}
