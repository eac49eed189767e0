package io.tapewire.schemas;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    private static final BigInteger LEAST_VALUE =
            BigInteger.valueOf(Decimal.OUT_OF_RANGE).add(BigInteger.ONE);
    private static final BigInteger GREATEST_VALUE = BigInteger.valueOf(Long.MAX_VALUE);

    @Property
    void shouldWriteTheShortestTextAndReadItBack(
            @ForAll long mantissa, @ForAll @IntRange(max = 18) int decimals) {
        Assume.that(Decimal.isValue(mantissa));
        String text = format(mantissa, decimals);
        BigDecimal oracle = BigDecimal.valueOf(mantissa, decimals).stripTrailingZeros();
        assertEquals(oracle.toPlainString(), text);
        assertEquals(mantissa, parse(text, decimals));
    }

    @Property
    void shouldReadWhatBigDecimalReads(
            @ForAll("numbers") String text, @ForAll @IntRange(max = 18) int decimals) {
        BigDecimal oracle = new BigDecimal(text);
        long parsed = parse(text, decimals);
        if (oracle.scale() > decimals) {
            assertEquals(Decimal.TOO_MANY_DECIMALS, parsed);
            return;
        }
        BigInteger mantissa = oracle.setScale(decimals).unscaledValue();
        boolean fits =
                mantissa.compareTo(LEAST_VALUE) >= 0 && mantissa.compareTo(GREATEST_VALUE) <= 0;
        assertEquals(fits ? mantissa.longValueExact() : Decimal.OUT_OF_RANGE, parsed);
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(22);
        Arbitrary<String> fraction = digits.map(text -> "." + text).injectNull(0.3);
        return Combinators.combine(Arbitraries.of("", "-"), digits, fraction)
                .as((sign, whole, part) -> sign + whole + (part == null ? "" : part));
    }

    @Property
    void shouldTellNumbersFromOtherText(@ForAll("almostNumbers") String text) {
        boolean number = text.matches("-?[0-9]+(\\.[0-9]+)?");
        assertEquals(number, parse(text, 18) != Decimal.NOT_A_NUMBER);
    }

    @Provide
    Arbitrary<String> almostNumbers() {
        return Arbitraries.strings().withChars("--..0019/:+e \0\u00b2\u00ff").ofMaxLength(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", ".5", "5.", "-.5", "1.2.3", "+1", "1e3", " 1", "--1", "1-"})
    void shouldNameWhatIsNoNumber(String text) {
        assertEquals(Decimal.NOT_A_NUMBER, parse(text, 9));
    }

    @Test
    void shouldNameTooManyDecimals() {
        assertEquals(Decimal.TOO_MANY_DECIMALS, parse("0.0000000001", 9));
        assertEquals(Decimal.TOO_MANY_DECIMALS, parse("1.0", 0));
        assertEquals(1, parse("0.000000001", 9));
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775808, 0",
        "99999999999999999999999, 0",
        "9223372036.854775808, 9",
        "10000000000, 9",
        "9.3, 18",
        "-9223372036854775806, 0",
        "-9223372036854775807, 0",
        "-9223372036854775808, 0",
        "-9223372036.854775807, 9"
    })
    void shouldNameWhatDoesNotFit(String text, int decimals) {
        assertEquals(Decimal.OUT_OF_RANGE, parse(text, decimals));
    }

    @Test
    void shouldReadTheExtremes() {
        assertEquals(Long.MAX_VALUE, parse("9223372036854775807", 0));
        assertEquals(Long.MAX_VALUE, parse("9223372036.854775807", 9));
        assertEquals(Long.MIN_VALUE + 3, parse("-9223372036854775805", 0));
        assertEquals(0, parse("-0.0", 9));
        assertEquals(7, parse("0000000000000000000000000007", 0));
    }

    @Test
    void shouldWriteTheExtremes() {
        assertEquals("-9223372036854775808", format(Long.MIN_VALUE, 0));
        assertEquals("-9.223372036854775808", format(Long.MIN_VALUE, 18));
        assertEquals("0.000000001", format(1, 9));
        assertEquals("-0.1", format(-100_000_000, 9));
        assertEquals("0", format(0, 9));
    }

    @Test
    void shouldTellErrorsFromValues() {
        assertFalse(Decimal.isValue(Decimal.NOT_A_NUMBER));
        assertFalse(Decimal.isValue(Decimal.TOO_MANY_DECIMALS));
        assertFalse(Decimal.isValue(Decimal.OUT_OF_RANGE));
        assertTrue(Decimal.isValue(Decimal.OUT_OF_RANGE + 1));
        assertTrue(Decimal.isValue(Long.MAX_VALUE));
    }

    @Test
    void shouldTouchOnlyTheRangeGiven() {
        byte[] text = "7,-12.50,8".getBytes(ISO_8859_1);
        assertEquals(-1_250, Decimal.parse(text, 2, 8, 2));

        byte[] target = new byte[Decimal.MAX_TEXT_LENGTH + 2];
        Arrays.fill(target, (byte) '#');
        assertEquals(6, Decimal.format(-1_250, 2, target, 1));
        assertEquals("#-12.5" + "#".repeat(18), new String(target, ISO_8859_1));
    }

    private static long parse(String text, int decimals) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return Decimal.parse(bytes, 0, bytes.length, decimals);
    }

    private static String format(long mantissa, int decimals) {
        byte[] target = new byte[Decimal.MAX_TEXT_LENGTH];
        return new String(target, 0, Decimal.format(mantissa, decimals, target, 0), ISO_8859_1);
    }
}
