package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.publisher.source.Tapes.Trade;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TapeFilePropertyTest {
    private static final int LONGEST_LINE = 256;

    @Provide
    Arbitrary<List<Trade>> trades() {
        Arbitrary<Trade> trade =
                Combinators.combine(
                                Arbitraries.longs(),
                                text(1, 32),
                                text(0, 16),
                                decimals(),
                                decimals(),
                                Arbitraries.of(Side.class),
                                Arbitraries.longs())
                        .as(Trade::new);
        return trade.list().ofMaxSize(20).edgeCases(EdgeCases.Config::none);
    }

    /** The three lowest values are no decimals, but stand for errors. */
    private static Arbitrary<Long> decimals() {
        return Arbitraries.oneOf(
                Arbitraries.of(Long.MIN_VALUE + 3, -1L, 0L, 1L, Long.MAX_VALUE),
                Arbitraries.longs().greaterOrEqual(Long.MIN_VALUE + 3),
                Arbitraries.longs().between(-1_000_000, 1_000_000).map(n -> n * 10_000_000));
    }

    private static Arbitrary<String> text(int minLength, int maxLength) {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .withChars(',', '"', ' ', '\u00e9', '\u4e2d')
                .ofMinLength(minLength)
                .ofMaxLength(maxLength)
                .filter(s -> s.getBytes(StandardCharsets.UTF_8).length <= maxLength);
    }

    @Property
    void shouldReadAnyTradeAsItWasWritten(@ForAll("trades") List<Trade> trades) {
        byte[] tape = Tapes.write(trades);

        List<Trade> read = Tapes.read(tape);

        assertEquals(trades, read);
        assertArrayEquals(tape, Tapes.write(read));
    }

    @Property
    void shouldReadTheSameThroughAnyBuffer(
            @ForAll("trades") List<Trade> trades,
            @ForAll @IntRange(min = LONGEST_LINE, max = 2 * LONGEST_LINE) int bufferLength,
            @ForAll @IntRange(min = 1, max = 300) int most) {
        byte[] tape = Tapes.write(trades);

        assertEquals(trades, Tapes.read(Tapes.trickle(tape, most), bufferLength));
        assertEquals(trades, Tapes.read(Tapes.trickle(crlf(tape), most), bufferLength));
    }

    private static byte[] crlf(byte[] tape) {
        String text = new String(tape, StandardCharsets.UTF_8);
        return Tapes.bytes(text.replace("\n", "\r\n"));
    }

    /** Quoting every field takes the other way through the reader; both must agree on anything. */
    @Property
    void shouldReadQuotedFieldsAsPlainOnes(@ForAll("fields") List<String> fields) {
        String plain = String.join(",", fields);
        String quoted = "\"" + String.join("\",\"", fields) + "\"";

        assertEquals(outcome(plain), outcome(quoted));
    }

    @Provide
    Arbitrary<List<String>> fields() {
        Arbitrary<String> any = Arbitraries.of("", "B", "S", "X", "1", "0.5", "12345678.9");
        Arbitrary<List<String>> anyFields = any.list().ofMinSize(2).ofMaxSize(9);
        Arbitrary<List<String>> goodFields =
                Combinators.combine(any.filter(field -> !field.isEmpty()), any)
                        .as((symbol, venue) -> List.of("5", symbol, venue, "1", "2", "B", "7"));
        return Arbitraries.oneOf(anyFields, goodFields);
    }

    private static String outcome(String line) {
        List<Trade> read = new ArrayList<>();
        byte[] tape = Tapes.bytes(Tapes.HEADER + line + "\n" + line);
        try {
            Tapes.readInto(read, new ByteArrayInputStream(tape), LONGEST_LINE);
            return read.toString();
        } catch (TapewireException e) {
            return e.getMessage();
        }
    }

    @Property
    void shouldEndInTradesOrInASentenceWhateverTheBytes(
            @ForAll byte[] junk, @ForAll boolean afterHeader) {
        byte[] header = Tapes.bytes(afterHeader ? Tapes.HEADER : "");
        byte[] tape = new byte[header.length + junk.length];
        System.arraycopy(header, 0, tape, 0, header.length);
        System.arraycopy(junk, 0, tape, header.length, junk.length);
        try {
            Tapes.read(tape);
        } catch (TapewireException e) {
            assertEquals(0, e.getMessage().indexOf("t.csv:"), e.getMessage());
        }
    }
}
