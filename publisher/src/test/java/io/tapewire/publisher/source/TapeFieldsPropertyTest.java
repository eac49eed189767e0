package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.publisher.source.Tapes.Trade;
import io.tapewire.schemas.TapewireException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The quick ways to read a number against the JDK's exact ones. */
class TapeFieldsPropertyTest {
    private static final String REFUSED = "refused";

    /** {@link io.tapewire.schemas.Decimal} names its errors by the lowest values. */
    private static final BigInteger LOWEST_DECIMAL = BigInteger.valueOf(Long.MIN_VALUE + 3);

    private static final BigInteger LOWEST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger HIGHEST = BigInteger.valueOf(Long.MAX_VALUE);

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> pointed =
                Arbitraries.strings().numeric().ofMaxLength(10).map(after -> "." + after);
        Arbitrary<String> sloppy =
                Arbitraries.strings().withChars("0123456789.-+/: e").ofMaxLength(20);
        return Arbitraries.oneOf(
                digits,
                digits.flatMap(before -> pointed.map(after -> before + after)),
                digits.map(rest -> "-" + rest),
                sloppy);
    }

    @Property(tries = 5_000)
    void shouldReadDecimalsExactlyOrRefuseThem(@ForAll("numbers") String text) {
        assertEquals(
                decimal(text, 9),
                outcome("5,X,," + text + ",2,,", trade -> String.valueOf(trade.price())));
        assertEquals(
                decimal(text, 8),
                outcome("5,X,,2," + text + ",,", trade -> String.valueOf(trade.quantity())));
    }

    @Property(tries = 5_000)
    void shouldReadIntegersExactlyOrRefuseThem(@ForAll("numbers") String text) {
        String id = text.isEmpty() ? String.valueOf(TradeSource.NO_TRADE_ID) : integer(text, true);
        assertEquals(id, outcome("5,X,,1,2,," + text, trade -> String.valueOf(trade.tradeId())));
        assertEquals(
                integer(text, false),
                outcome(text + ",X,,1,2,,", trade -> String.valueOf(trade.timeNs())));
    }

    private static String decimal(String text, int decimals) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return REFUSED;
        }
        BigDecimal value = new BigDecimal(text);
        return value.scale() > decimals
                ? REFUSED
                : within(value.scaleByPowerOfTen(decimals).toBigIntegerExact(), LOWEST_DECIMAL);
    }

    private static String integer(String text, boolean isId) {
        return text.matches("-?[0-9]+")
                ? within(new BigInteger(text), isId ? LOWEST.add(BigInteger.ONE) : LOWEST)
                : REFUSED;
    }

    private static String within(BigInteger value, BigInteger lowest) {
        boolean isWithin = value.compareTo(lowest) >= 0 && value.compareTo(HIGHEST) <= 0;
        return isWithin ? value.toString() : REFUSED;
    }

    private static String outcome(String line, Function<Trade, String> field) {
        try {
            return field.apply(Tapes.read(Tapes.HEADER + line + "\n").get(0));
        } catch (TapewireException e) {
            return REFUSED;
        }
    }
}
