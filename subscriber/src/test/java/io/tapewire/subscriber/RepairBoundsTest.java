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
import org.junit.jupiter.api.Test;

/** More separate gaps than a reader keeps: it takes less ahead, and still all of it. */
class RepairBoundsTest {
    private static final long STEP_NS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int FEED = 7;
    private static final long SESSION = 100;
    private static final int ITEMS = 12_000;

    private final List<Long> told = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private SequenceRanges found = new SequenceRanges();
    private int mostFound;
    private long abandoned;
    private boolean takes = true;
    private long nowNs = TimeUnit.HOURS.toNanos(1);

    private final FeedListener listener =
            new FeedListener() {
                @Override
                public void onGapFound(int feedId, long session, long from, long to) {
                    assertTrue(!found.overlaps(from, to), "told twice of " + from + ".." + to);
                    found.add(from, to);
                    mostFound = Math.max(mostFound, found.count());
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
                    ends.add(end + " at " + last);
                }
            };

    private OrderedDelivery delivery(int holdBytes) {
        return delivery(holdBytes, StartPoint.LIVE);
    }

    private OrderedDelivery delivery(int holdBytes, StartPoint start) {
        TradeDecoder decoder =
                new TradeDecoder(SymbolChoice.ALL, trade -> told.add(trade.sequence()));
        OrderedDelivery delivery =
                new OrderedDelivery(
                        (buffer, offset, length, from) ->
                                takes && decoder.onFrame(buffer, offset, length, from),
                        listener,
                        new RepairSettings(holdBytes, TimeUnit.SECONDS.toNanos(5), 0),
                        start,
                        FakeSource::none);
        delivery.doWork(nowNs);
        return delivery;
    }

    private static Frames into(OrderedDelivery delivery, long session) {
        return new Frames(
                (buffer, offset, length, from) -> delivery.onFrame(buffer, offset, length, "A"),
                FEED,
                session);
    }

    private void turn(OrderedDelivery delivery, int times) {
        for (int i = 0; i < times; i++) {
            nowNs += STEP_NS;
            delivery.doWork(nowNs);
        }
    }

    private void assertToldAll() {
        for (int i = 0; i < told.size(); i++) {
            assertEquals(1 + i, told.get(i), "in order");
        }
        assertEquals(ITEMS, told.size(), "all");
        assertTrue(found.isEmpty(), "a gap was found but neither filled nor abandoned");
        assertEquals(List.of("COMPLETE at " + ITEMS), ends);
    }

    private void runThroughGaps(long seed, double loss, int holdBytes, boolean sourceComes) {
        OrderedDelivery delivery = delivery(holdBytes);
        FakeSource ring = new FakeSource("ring", FEED, SESSION, 1, seed, 0);
        if (sourceComes) {
            ring.ready = false;
            delivery.desk().add(ring, false, ring.feeds());
        }
        Frames frames = into(delivery, SESSION);
        frames.trades(1, 1);
        Random random = new Random(seed);
        for (long s = 2; s <= ITEMS; s += 2) {
            if (random.nextDouble() >= loss) {
                frames.trades(s, s + 1 > ITEMS ? s : s + 1);
            }
        }
        frames.end(ITEMS, true);
        assertTrue(mostFound <= SequenceRanges.MAX_RANGES, mostFound + " gaps at a time");
        ring.nextSequence = ITEMS + 1;
        ring.ready = true;
        for (int i = 0; i < 1_000 && ends.isEmpty(); i++) {
            turn(delivery, 100);
        }
        assertToldAll();
        assertEquals(sourceComes ? 0 : delivery.counts().abandoned(), abandoned);
    }

    @Property(tries = 60)
    void shouldHandOnEverythingThroughMoreGapsThanItKeeps(
            @ForAll long seed,
            @ForAll @DoubleRange(min = 0.2, max = 0.8) double loss,
            @ForAll boolean smallHold,
            @ForAll boolean sourceComes) {
        told.clear();
        ends.clear();
        found = new SequenceRanges();
        mostFound = 0;
        abandoned = 0;
        runThroughGaps(seed, loss, smallHold ? 1 << 16 : 1 << 24, sourceComes);
    }

    @Test
    void shouldKeepNoMoreGapsThanStatedAndFindTheRestLater() {
        for (int holdBytes : new int[] {1 << 16, 1 << 24}) {
            told.clear();
            ends.clear();
            mostFound = 0;
            runThroughGaps(3, 0.5, holdBytes, true);
            assertEquals(SequenceRanges.MAX_RANGES, mostFound, "the bound was not reached");
            assertEquals(0, abandoned);
        }
    }

    @Test
    void shouldWaitForManyGapsAtOnceWhereNobodyCanBeAsked() {
        OrderedDelivery delivery = delivery(1 << 24);
        FakeSource dead = new FakeSource("dead", FEED, SESSION, 1, 1, 0);
        dead.ready = false;
        delivery.desk().add(dead, false, dead.feeds());
        Frames frames = into(delivery, SESSION);
        for (long s = 1; s < 1_000; s += 2) {
            frames.trades(s, s);
        }
        turn(delivery, 9_900);
        assertEquals(1, told.size(), "had no patience");
        turn(delivery, 10_100);
        assertEquals(999, told.size(), "waited for each gap anew");
        assertEquals(499, abandoned);
    }

    @Test
    void shouldWaitForAGapThatIsFoundAfterALongRest() {
        OrderedDelivery delivery = delivery(1 << 20);
        FakeSource ring = new FakeSource("ring", FEED, SESSION, 1, 1, 0);
        delivery.desk().add(ring, false, ring.feeds());
        Frames frames = into(delivery, SESSION);
        frames.trades(1, 2);
        turn(delivery, 20_000);
        frames.trades(5, 6);
        ring.nextSequence = 7;
        turn(delivery, 4);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), told);
        assertEquals(0, abandoned);
    }

    @Test
    void shouldTakeWhatIsStillThereBeforeItAbandonsWhatIsGone() {
        int last = 300_000;
        int gone = 260_000;
        OrderedDelivery delivery = delivery(1 << 24, StartPoint.BEGINNING);
        FakeSource ring = new FakeSource("ring", FEED, SESSION, gone + 1, 1, 0);
        delivery.desk().add(ring, false, ring.feeds());
        ring.nextSequence = last;
        into(delivery, SESSION).trades(last, last);
        turn(delivery, 1_000);
        assertEquals(List.of(), told, "did not wait for other sources");
        // The first second is not over, and the ring has let all go.
        ring.firstSequence = last;
        turn(delivery, 4_000);
        assertEquals(last, told.size());
        assertEquals(gone, abandoned);
    }

    @Test
    void shouldNameWhatAFullHandlerNeverTookWhenAnotherSessionBegins() {
        OrderedDelivery delivery = delivery(1 << 20);
        Frames frames = into(delivery, SESSION);
        frames.trades(1, 2);
        takes = false;
        frames.trades(5, 6);
        frames.trades(9, 9);
        into(delivery, SESSION + 1).heartbeat(1);
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), told);
        assertTrue(found.isEmpty(), "a gap was found but neither filled nor abandoned");
        assertEquals(List.of("REPLACED at 9"), ends);
    }
}
