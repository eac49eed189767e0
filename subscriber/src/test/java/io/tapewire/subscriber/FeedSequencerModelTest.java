package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever arrives in whatever order: handed on or told missing, never both, never twice. */
class FeedSequencerModelTest {
    record Range(int from, int length) {
        int to() {
            return from + length - 1;
        }
    }

    @Provide
    Arbitrary<List<Range>> arrivals() {
        Arbitrary<Range> range =
                Combinators.combine(
                                Arbitraries.integers().between(1, 60),
                                Arbitraries.integers().between(1, 8))
                        .as(Range::new);
        return range.list().ofMinSize(1).ofMaxSize(30);
    }

    @Property(tries = 2_000)
    void shouldHandOnOrReportEachSequenceExactlyOnceInOrder(
            @ForAll("arrivals") List<Range> arrivals) {
        List<Long> told = new ArrayList<>();
        List<Long> missing = new ArrayList<>();
        FeedListener feeds =
                new FeedListener() {
                    @Override
                    public void onGapAbandoned(int feedId, long session, long from, long to) {
                        for (long s = from; s <= to; s++) {
                            told.add(s);
                            missing.add(s);
                        }
                    }
                };
        List<Long> trades = new ArrayList<>();
        TradeDecoder decoder =
                new TradeDecoder(
                        SymbolChoice.ALL,
                        trade -> {
                            assertEquals(trade.sequence(), trade.price());
                            told.add(trade.sequence());
                            trades.add(trade.sequence());
                        });
        Frames frames = new Frames(new FeedSequencer(decoder, feeds), 1, 1);
        TreeSet<Long> arrived = new TreeSet<>();
        for (Range range : arrivals) {
            frames.trades(range.from(), range.to());
            for (long s = range.from(); s <= range.to(); s++) {
                arrived.add(s);
            }
        }
        long first = arrivals.get(0).from();
        List<Long> expected = new ArrayList<>();
        for (long s = first; s <= arrived.last(); s++) {
            expected.add(s);
        }
        assertEquals(expected, told);
        assertEquals(trades.size() + missing.size(), told.size());
        assertEquals(true, arrived.containsAll(trades));
    }
}
