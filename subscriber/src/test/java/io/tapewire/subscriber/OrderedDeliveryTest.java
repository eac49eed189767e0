package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderedDeliveryTest {
    private static final long STEP_NS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int FEED = 7;
    private static final long SESSION = 100;

    private final List<Long> told = new ArrayList<>();
    private final SequenceRanges found = new SequenceRanges();
    private long abandoned;
    private boolean ended;
    private boolean handlerTakes = true;
    private long nowNs = TimeUnit.HOURS.toNanos(1);

    private final FeedListener listener =
            new FeedListener() {
                @Override
                public void onGapFound(int feedId, long session, long from, long to) {
                    assertTrue(!found.overlaps(from, to), "told twice of " + from + ".." + to);
                    found.add(from, to);
                }

                @Override
                public void onGapFilled(int feedId, long session, long from, long to, String by) {
                    assertEquals(to - from + 1, found.remove(from, to), "filled but never found");
                }

                @Override
                public void onGapAbandoned(int feedId, long session, long from, long to) {
                    found.remove(from, to);
                    abandoned += to - from + 1;
                    for (long s = from; s <= to; s++) {
                        told.add(s);
                    }
                }

                @Override
                public void onSessionEnded(int feedId, long session, long last, SessionEnd end) {
                    ended = true;
                }
            };

    private OrderedDelivery delivery(int holdBytes, StartPoint start) {
        TradeDecoder decoder =
                new TradeDecoder(SymbolChoice.ALL, trade -> told.add(trade.sequence()));
        OrderedDelivery delivery =
                new OrderedDelivery(
                        (buffer, offset, length, from) ->
                                handlerTakes && decoder.onFrame(buffer, offset, length, from),
                        listener,
                        new RepairSettings(holdBytes, TimeUnit.SECONDS.toNanos(5), 0),
                        start,
                        FakeSource::none);
        delivery.doWork(nowNs);
        return delivery;
    }

    private static Frames into(OrderedDelivery delivery) {
        return new Frames(
                (buffer, offset, length, from) -> delivery.onFrame(buffer, offset, length, "A"),
                FEED,
                SESSION);
    }

    private void turn(OrderedDelivery delivery, int times) {
        for (int i = 0; i < times; i++) {
            nowNs += STEP_NS;
            delivery.doWork(nowNs);
        }
    }

    private void assertToldAll(long from, long to) {
        for (int i = 0; i < told.size(); i++) {
            assertEquals(from + i, told.get(i), "in order");
        }
        assertEquals(to - from + 1, told.size(), "all");
        assertTrue(found.isEmpty(), "a gap was found but neither filled nor abandoned");
    }

    @Test
    void shouldHoldWhatComesAfterAGapUntilASourceFillsIt() {
        OrderedDelivery delivery = delivery(1 << 20, StartPoint.LIVE);
        FakeSource ring = new FakeSource("ring", FEED, SESSION, 1, 1, 0);
        delivery.desk().add(ring, false, ring.feeds());
        Frames frames = into(delivery);
        frames.trades(1, 2);
        frames.trades(5, 6);
        assertEquals(List.of(1L, 2L), told);
        ring.nextSequence = 7;
        turn(delivery, 4);
        assertToldAll(1, 6);
        assertEquals(0, abandoned);
    }

    @Test
    void shouldFillAGapFromTheOtherLine() {
        OrderedDelivery delivery = delivery(1 << 20, StartPoint.LIVE);
        Frames frames = into(delivery);
        frames.trades(1, 2);
        frames.trades(5, 6);
        frames.trades(2, 5);
        assertToldAll(1, 6);
    }

    @Test
    void shouldAbandonExactlyWhatNobodyHas() {
        OrderedDelivery delivery = delivery(1 << 20, StartPoint.LIVE);
        FakeSource ring = new FakeSource("ring", FEED, SESSION, 8, 1, 0);
        delivery.desk().add(ring, false, ring.feeds());
        Frames frames = into(delivery);
        frames.trades(1, 2);
        frames.trades(11, 12);
        ring.nextSequence = 13;
        turn(delivery, 4_000);
        assertToldAll(1, 12);
        assertEquals(5, abandoned);
    }

    @Test
    void shouldAskTheNextSourceForAHoleOfTheFirst() {
        OrderedDelivery delivery = delivery(1 << 20, StartPoint.LIVE);
        FakeSource holey = new FakeSource("holey", FEED, SESSION, 1, 1, 0);
        FakeSource whole = new FakeSource("whole", FEED, SESSION, 1, 2, 0);
        holey.holeFrom = 40;
        holey.holeTo = 60;
        delivery.desk().add(holey, false, holey.feeds());
        delivery.desk().add(whole, false, whole.feeds());
        Frames frames = into(delivery);
        frames.trades(1, 2);
        frames.trades(101, 102);
        holey.nextSequence = 103;
        whole.nextSequence = 103;
        turn(delivery, 200);
        assertToldAll(1, 102);
        assertEquals(0, abandoned);
    }

    @Test
    void shouldAbandonSoonWhereNoSourceIsToBeFound() {
        OrderedDelivery delivery = delivery(1 << 20, StartPoint.LIVE);
        Frames frames = into(delivery);
        frames.trades(1, 2);
        frames.trades(5, 6);
        turn(delivery, 1_900);
        assertEquals(List.of(1L, 2L), told);
        turn(delivery, 200);
        assertToldAll(1, 6);
        assertEquals(2, abandoned);
    }

    @Test
    void shouldRunHistoryIntoLiveThroughAHoldThatIsFarTooSmall() {
        OrderedDelivery delivery = delivery(1 << 16, StartPoint.BEGINNING);
        FakeSource journal = new FakeSource("journal", FEED, SESSION, 1, 1, 0);
        delivery.desk().add(journal, false, journal.feeds());
        Frames frames = into(delivery);
        long s = 20_001;
        for (int i = 0; i < 3_000; i++, s += 3) {
            journal.nextSequence = s + 3;
            frames.trades(s, s + 2);
            if (i % 10 == 0) {
                turn(delivery, 1);
            }
        }
        frames.end(s - 1, true);
        turn(delivery, 2_000);
        assertToldAll(1, s - 1);
        assertTrue(delivery.counts().notHeld() > 0, "the hold was never full");
        assertEquals(0, delivery.counts().gapsFound());
        assertTrue(ended);
    }

    @Test
    void shouldBeginAtTheSequenceAsked() {
        OrderedDelivery delivery = delivery(1 << 20, StartPoint.after(SESSION, 41));
        FakeSource journal = new FakeSource("journal", FEED, SESSION, 1, 1, 0);
        delivery.desk().add(journal, false, journal.feeds());
        journal.nextSequence = 102;
        into(delivery).trades(101, 101);
        turn(delivery, 50);
        assertToldAll(42, 101);
    }

    @Test
    void shouldOfferAgainWhatTheHandlerDidNotTake() {
        OrderedDelivery delivery = delivery(1 << 20, StartPoint.LIVE);
        FakeSource ring = new FakeSource("ring", FEED, SESSION, 1, 1, 0);
        delivery.desk().add(ring, false, ring.feeds());
        Frames frames = into(delivery);
        frames.trades(1, 2);
        handlerTakes = false;
        frames.trades(5, 6);
        ring.nextSequence = 7;
        turn(delivery, 100);
        assertEquals(List.of(1L, 2L), told);
        handlerTakes = true;
        turn(delivery, 100);
        assertToldAll(1, 6);
    }

    @Test
    void shouldTellOfSilence() {
        List<Long> silences = new ArrayList<>();
        FeedListener silence =
                new FeedListener() {
                    @Override
                    public void onSilence(int feedId, long session, long silenceNs) {
                        silences.add(session);
                    }
                };
        OrderedDelivery delivery =
                new OrderedDelivery(
                        (buffer, offset, length, from) -> true,
                        silence,
                        RepairSettings.DEFAULT,
                        StartPoint.LIVE,
                        FakeSource::none);
        turn(delivery, 1);
        Frames frames = into(delivery);
        frames.heartbeat(1);
        turn(delivery, 20_000);
        assertEquals(List.of(SESSION), silences);
    }

    /** The whole of it at random: loss, duplicates, reordering, unanswered requests. */
    @Property(tries = 300)
    void shouldHandOnEverythingOnceAndInOrderThroughALossyLine(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0, max = 0.5) double loss,
            @ForAll @DoubleRange(min = 0, max = 0.3) double unanswered,
            @ForAll @IntRange(min = 0, max = 6) int reorder) {
        told.clear();
        found.clear();
        abandoned = 0;
        ended = false;
        OrderedDelivery delivery = delivery(1 << 16, StartPoint.BEGINNING);
        FakeSource ring = new FakeSource("ring", FEED, SESSION, 1, seed, unanswered);
        FakeSource late = new FakeSource("late", FEED, SESSION, 300, seed + 1, unanswered);
        delivery.desk().add(late, false, late.feeds());
        delivery.desk().add(ring, false, ring.feeds());
        Frames frames = into(delivery);
        Random random = new Random(seed);
        long next = 1;
        List<long[]> inFlight = new ArrayList<>();
        while (next < 600) {
            long to = next + random.nextInt(6);
            if (random.nextDouble() >= loss) {
                inFlight.add(new long[] {next, to});
                if (random.nextInt(20) == 0) {
                    inFlight.add(new long[] {next, to});
                }
            }
            next = to + 1;
            ring.nextSequence = next;
            ((FakeSource) delivery.desk().sources().get(0)).nextSequence = next;
            while (inFlight.size() > reorder) {
                long[] range = inFlight.remove(random.nextInt(inFlight.size()));
                frames.trades(range[0], range[1]);
            }
            turn(delivery, random.nextInt(2));
        }
        inFlight.forEach(range -> frames.trades(range[0], range[1]));
        frames.end(next - 1, true);
        for (int i = 0; i < 1_000 && !ended; i++) {
            turn(delivery, 100);
        }
        assertToldAll(1, next - 1);
        assertTrue(ended);
    }
}
