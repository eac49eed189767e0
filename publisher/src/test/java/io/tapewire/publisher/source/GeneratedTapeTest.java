package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.publisher.source.Tapes.Trade;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedTapeTest {
    private static final int TRADES = 300_000;

    private static List<Trade> trades(long count, long seed, int instruments) {
        List<Trade> trades = new ArrayList<>();
        try (TradeSource source = new GeneratedTape(count, seed, instruments)) {
            while (source.advance()) {
                trades.add(Tapes.current(source));
            }
            assertFalse(source.advance());
        }
        return trades;
    }

    private static long digest(long seed) {
        CRC32 crc = new CRC32();
        crc.update(Tapes.write(trades(100_000, seed, GeneratedTape.DEFAULT_INSTRUMENTS)));
        return crc.getValue();
    }

    /** The constant holds on every machine and JDK. */
    @Test
    void shouldMakeTheSameTapeOfTheSameSeed() {
        assertEquals(129_396_394L, digest(42));
    }

    @Test
    void shouldMakeAnotherTapeOfAnotherSeed() {
        assertNotEquals(digest(1), digest(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 1_000})
    void shouldMakeAsManyTradesAsAsked(long count) {
        assertEquals(count, trades(count, 9, 3).size());
    }

    @Test
    void shouldKnowEveryInstrumentFromTheStart() {
        for (int count : new int[] {1, 5_000, 100_000}) {
            try (TradeSource source = new GeneratedTape(0, 5, count)) {
                assertEquals(count, source.instrumentCount());
                Set<String> symbols = new HashSet<>();
                Set<String> venues = new HashSet<>();
                for (int i = 0; i < count; i++) {
                    assertTrue(source.symbol(i).matches("[A-Z]{1,5}"), source.symbol(i));
                    symbols.add(source.symbol(i));
                    venues.add(source.venue(i));
                }
                assertEquals(count, symbols.size());
                assertEquals(Math.min(count, 5), venues.size());
            }
        }
    }

    @Test
    void shouldKeepPricesPositiveAndOnTheirTicks() {
        GeneratedInstrument[] instruments = new GeneratedInstrument[200];
        Xoshiro random = new Xoshiro(11);
        Set<Long> ticks = new HashSet<>();
        for (int i = 0; i < instruments.length; i++) {
            GeneratedInstrument instrument = new GeneratedInstrument("X" + i, random);
            ticks.add(instrument.tick());
            long lowest = Long.MAX_VALUE;
            long highest = 0;
            for (int n = 0; n < 5_000; n++) {
                instrument.trade(random.next(), 1, true);
                assertEquals(0, instrument.price() % instrument.tick());
                lowest = Math.min(lowest, instrument.price());
                highest = Math.max(highest, instrument.price());
            }
            assertTrue(lowest > 0);
            assertTrue(highest > lowest, "it moves");
            assertTrue(highest - lowest < lowest, "it is pulled back");
        }
        assertEquals(Set.of(10_000_000L, 100_000L, 5_000_000L, 250_000_000L), ticks);
    }

    @Test
    void shouldStayReasonableTradeByTrade() {
        Set<Side> sides = new HashSet<>();
        long timeNs = 1_767_623_400_000_000_000L;
        Map<String, Long> ids = new HashMap<>();
        for (Trade trade : trades(TRADES, 13, 50)) {
            assertTrue(trade.timeNs() >= timeNs);
            assertTrue(trade.price() > 0);
            assertTrue(trade.quantity() > 0);
            Long previousId = ids.put(trade.symbol(), trade.tradeId());
            assertTrue(previousId == null || previousId + 1 == trade.tradeId());
            timeNs = trade.timeNs();
            sides.add(trade.side());
        }
        assertEquals(Set.of(Side.BUY, Side.SELL), sides);
    }

    @Test
    void shouldTradeAFewInstrumentsMuchMoreThanMost() {
        long[] counts =
                trades(TRADES, 17, 1_000).stream()
                        .collect(Collectors.groupingBy(Trade::symbol, Collectors.counting()))
                        .values()
                        .stream()
                        .mapToLong(Long::longValue)
                        .sorted()
                        .toArray();
        long busiestTen = Arrays.stream(counts, counts.length - 10, counts.length).sum();
        assertTrue(busiestTen > TRADES / 3, "the busiest ten: " + busiestTen);
        assertTrue(counts.length > 900, "traded at all: " + counts.length);
        assertTrue(counts[counts.length / 2] < TRADES / 1_000, "the median");
    }

    @Test
    void shouldComeInBurstsAndTails() {
        List<Trade> trades = trades(TRADES, 19, 100);
        int sameTime = 0;
        int sameSide = 0;
        int burst = 0;
        for (int i = 1; i < TRADES; i++) {
            Trade before = trades.get(i - 1);
            Trade trade = trades.get(i);
            sameTime += trade.timeNs() == before.timeNs() ? 1 : 0;
            sameSide += trade.side() == before.side() ? 1 : 0;
            burst += i >= 50 && trade.timeNs() - trades.get(i - 50).timeNs() < 200_000 ? 1 : 0;
        }
        assertTrue(sameTime > TRADES / 5, "further fills: " + sameTime);
        assertTrue(sameSide > TRADES * 55L / 100, "on the same side: " + sameSide);
        assertTrue(burst > TRADES / 20 && burst < TRADES / 2, "in bursts: " + burst);
        long[] sizes = trades.stream().mapToLong(Trade::quantity).sorted().toArray();
        assertTrue(sizes[TRADES - 1] > 500 * sizes[TRADES / 2], "the largest");
    }

    @Test
    void shouldDrawInProportionToWeights() {
        double[] weights = {1, 2, 0.5, 4, 0.25, 8, 1, 1};
        double total = Arrays.stream(weights).sum();
        AliasTable table = new AliasTable(weights);
        int[] drawn = new int[weights.length];
        Xoshiro random = new Xoshiro(23);
        int draws = 2_000_000;
        for (int i = 0; i < draws; i++) {
            drawn[table.draw(random.next())]++;
        }
        for (int i = 0; i < weights.length; i++) {
            assertEquals(weights[i] / total, (double) drawn[i] / draws, 0.002);
        }
    }

    @Test
    void shouldRefuseWhatCannotBeGenerated() {
        assertThrows(TapewireException.class, () -> new GeneratedTape(-1, 0, 1));
        assertThrows(TapewireException.class, () -> new GeneratedTape(1, 0, 0));
        assertThrows(TapewireException.class, () -> new GeneratedTape(1, 0, (1 << 20) + 1));
    }
}
