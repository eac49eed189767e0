package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.recovery.RecoveryEncoder;
import io.tapewire.schemas.sbe.SourceKind;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Whoever serves stays for readers that may yet ask, so a reader that needs no more leaves. */
class LeavingSourcesTest {
    private static final int FEED = 7;
    private static final int OTHER = 8;
    private static final RecoveryAddress ADDRESS =
            new RecoveryAddress("aeron:udp?endpoint=127.0.0.1:9", 1, "127.0.0.1:9", 2);

    private final UnsafeBuffer message =
            new UnsafeBuffer(ByteBuffer.allocateDirect(RecoveryEncoder.MAX_LENGTH));
    private int opened;
    private long nowNs = TimeUnit.HOURS.toNanos(1);
    private FakeSource source;
    private final OrderedDelivery delivery =
            new OrderedDelivery(
                    (buffer, offset, length, from) -> true,
                    FeedListener.NONE,
                    RepairSettings.DEFAULT,
                    StartPoint.LIVE,
                    (address, name) -> {
                        opened++;
                        source = new FakeSource(name, FEED, 100, 1, 1, 0);
                        return source;
                    });

    LeavingSourcesTest() {
        delivery.doWork(nowNs);
    }

    private Frames frames(int feedId, long session) {
        return new Frames(
                (buffer, offset, length, from) -> delivery.onFrame(buffer, offset, length, "A"),
                feedId,
                session);
    }

    private void announce(int feedId, long session) {
        FrameSealer sealer = new FrameSealer(feedId, session);
        int length = new RecoveryEncoder().source(sealer, message, ADDRESS, SourceKind.RING, 1, 0);
        delivery.onFrame(message, 0, length, "A");
    }

    private int sourcesAfterATurn() {
        nowNs += TimeUnit.MILLISECONDS.toNanos(2);
        delivery.doWork(nowNs);
        return delivery.desk().sources().size();
    }

    @Test
    void shouldLeaveWhenItsSessionIsOverAndComeBackForTheNext() {
        frames(OTHER, 100).trades(1, 4);
        frames(FEED, 100).trades(1, 4);
        announce(FEED, 100);
        announce(FEED, 100);
        assertEquals(1, sourcesAfterATurn());
        frames(FEED, 100).end(4, true);
        assertEquals(0, sourcesAfterATurn(), "the other feed is no reason to stay");
        announce(FEED, 100);
        assertEquals(0, sourcesAfterATurn(), "nothing is needed any more");
        frames(FEED, 101).trades(1, 4);
        announce(FEED, 101);
        assertEquals(1, sourcesAfterATurn());
        assertEquals(2, opened);
    }

    @Test
    void shouldStayAtASourceOfSeveralFeedsUntilTheLastIsOver() {
        frames(OTHER, 100).trades(1, 4);
        frames(FEED, 100).trades(1, 4);
        announce(FEED, 100);
        announce(OTHER, 100);
        frames(FEED, 100).end(4, true);
        assertEquals(1, sourcesAfterATurn());
        announce(FEED, 100);
        frames(OTHER, 100).end(4, true);
        assertEquals(0, sourcesAfterATurn());
        assertEquals(1, opened);
    }

    @Test
    void shouldAskASourceForTheFeedsThatItSaidItHas() {
        frames(OTHER, 100).trades(1, 4);
        frames(FEED, 100).trades(1, 4);
        announce(FEED, 100);
        frames(OTHER, 100).trades(9, 12);
        sourcesAfterATurn();
        assertEquals(0, source.requests);
        announce(OTHER, 100);
        sourcesAfterATurn();
        assertEquals(1, source.requests);
    }

    @Test
    void shouldStayUntilTheTailIsThere() {
        frames(FEED, 100).trades(1, 4);
        announce(FEED, 100);
        frames(FEED, 100).end(9, true);
        assertEquals(1, sourcesAfterATurn());
        frames(FEED, 100).trades(5, 9);
        assertEquals(0, sourcesAfterATurn());
    }

    @Test
    void shouldComeBackWhereASessionGoesOnAfterItsEnd() {
        frames(FEED, 100).trades(1, 4);
        frames(FEED, 100).end(4, false);
        assertEquals(0, sourcesAfterATurn());
        frames(FEED, 100).trades(9, 12);
        announce(FEED, 100);
        assertEquals(1, sourcesAfterATurn());
    }
}
