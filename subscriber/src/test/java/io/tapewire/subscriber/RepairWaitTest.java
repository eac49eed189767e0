package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is waited for, and how much is asked for at once. */
class RepairWaitTest {
    private static final long STEP_NS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int FEED = 7;
    private static final long SESSION = 100;

    private final List<Long> told = new ArrayList<>();
    private final OrderedDelivery delivery =
            new OrderedDelivery(
                    new TradeDecoder(SymbolChoice.ALL, trade -> told.add(trade.sequence())),
                    FeedListener.NONE,
                    new RepairSettings(1 << 20, TimeUnit.SECONDS.toNanos(5), 0),
                    StartPoint.LIVE,
                    FakeSource::none);
    private final Frames frames =
            new Frames(
                    (buffer, offset, length, from) -> delivery.onFrame(buffer, offset, length, "A"),
                    FEED,
                    SESSION);
    private final FakeSource ring = new FakeSource("ring", FEED, SESSION, 1, 1, 0);
    private long nowNs = TimeUnit.HOURS.toNanos(1);

    @BeforeEach
    void start() {
        turn(1);
    }

    private void turn(int times) {
        for (int i = 0; i < times; i++) {
            nowNs += STEP_NS;
            delivery.doWork(nowNs);
        }
    }

    private void assertToldAll(long from, long to) {
        assertEquals(LongStream.rangeClosed(from, to).boxed().toList(), told);
    }

    @Test
    void shouldAskForManyNearGapsTogether() {
        delivery.desk().add(ring, false, ring.feeds());
        for (long sequence = 1; sequence < 400; sequence += 4) {
            frames.trades(sequence, sequence + 1);
        }
        ring.nextSequence = 399;
        turn(4);
        assertToldAll(1, 398);
        assertEquals(1, ring.requests);
    }

    @Test
    void shouldWaitForSourcesAnewOnceItHasLeftThem() {
        ring.ready = false;
        delivery.desk().add(ring, false, ring.feeds());
        frames.trades(1, 2);
        frames.trades(5, 6);
        turn(4_000);
        delivery.leaveSources();
        turn(1_000);
        ring.ready = true;
        ring.nextSequence = 7;
        delivery.desk().add(ring, false, ring.feeds());
        turn(4);
        assertToldAll(1, 6);
        assertEquals(0, delivery.counts().abandoned());
    }
}
