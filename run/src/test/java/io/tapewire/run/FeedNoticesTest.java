package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.FrameStatus;
import io.tapewire.subscriber.SessionEnd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedNoticesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final FeedNotices feeds =
            new FeedNotices(
                    new Console(new PrintStream(written, true, StandardCharsets.UTF_8), false));

    private List<String> said() {
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void shouldBeContentWithAWholeSession() {
        feeds.onSessionStarted(-1, 7, 1);
        assertFalse(feeds.allSessionsEnded());
        feeds.onSessionEnded(-1, 7, 1234, SessionEnd.COMPLETE);
        assertTrue(feeds.allSessionsEnded());

        assertEquals(0, feeds.status(true));
        assertEquals(
                List.of(
                        "tapewire: feed 4294967295: session 7 started",
                        "tapewire: feed 4294967295: session 7 ended complete at sequence 1,234"),
                said());
    }

    @Test
    void shouldSayWhoGoesOnWithASession() {
        feeds.onResumed(1, 7, "127.0.0.1:4711");

        assertEquals(List.of("tapewire: feed 1: 127.0.0.1:4711 goes on with session 7"), said());
        assertEquals(0, feeds.status(true));
    }

    @Test
    void shouldSayThatItJoinedLate() {
        feeds.onSessionStarted(1, 7, 1_000);

        assertEquals(
                List.of("tapewire: feed 1: session 7 started, joined at sequence 1,000"), said());
        assertEquals(0, feeds.status(false));
    }

    @Test
    void shouldSayThatALineIsDeadAndBackAndAFeedRefused() {
        feeds.onLineDead(1, 7, "line B", 412_000_000);
        feeds.onLineReturned(1, 7, "line B");
        feeds.onFeedRefused(2, 1_024);

        assertEquals(
                List.of(
                        "tapewire: feed 1: line B is dead: it brought nothing for 0.4 s, and another line did",
                        "tapewire: feed 1: line B is back",
                        "tapewire: feed 2 is one more than the 1,024 that a reader follows: it and further ones are dropped"),
                said());
        assertEquals(0, feeds.status(false));
    }

    @Test
    void shouldFailAfterAGap() {
        feeds.onSessionStarted(1, 7, 1);
        feeds.onGapAbandoned(1, 7, 10, 19);

        assertEquals(Tapewire.FAILED, feeds.status(false));
        assertEquals(
                "tapewire: feed 1: 10 to 19 did not arrive, and nobody has them", said().get(1));
        assertEquals(
                "tapewire: not everything arrived: 0 gaps, 0 filled, 10 missing, 0 rejected",
                said().get(2));
    }

    @Test
    void shouldNotFailAfterAGapThatWasFilled() {
        feeds.onSessionStarted(1, 7, 1);
        feeds.onGapFound(1, 7, 10, 19);
        feeds.onGapFilled(1, 7, 10, 19, "ring");

        assertEquals(0, feeds.status(true));
        assertEquals("1 gaps, 10 filled, 0 missing, 0 rejected", feeds.summary());
    }

    @Test
    void shouldNotFailAfterARejectedFrameThatCostNoItem() {
        feeds.onRejected(FrameStatus.CHECKSUM);

        assertEquals(0, feeds.status(false));
        assertEquals(
                "tapewire: rejected a frame that is damaged: its checksum does not match",
                said().get(0));
    }

    @Test
    void shouldFailAfterAnEarlyEndOnlyWhereTheEndIsWaitedFor() {
        for (SessionEnd end : List.of(SessionEnd.EARLY, SessionEnd.REPLACED)) {
            FeedNotices notices = new FeedNotices(Console.silent());
            notices.onSessionStarted(1, 7, 1);
            notices.onSessionEnded(1, 7, 5, end);

            assertEquals(Tapewire.FAILED, notices.status(true));
            assertEquals(0, notices.status(false));
        }
    }

    @Test
    void shouldWaitForEverySession() {
        feeds.onSessionStarted(1, 7, 1);
        feeds.onSessionStarted(2, 8, 1);
        feeds.onSessionEnded(2, 8, 5, SessionEnd.COMPLETE);
        assertFalse(feeds.allSessionsEnded());
        feeds.onSessionEnded(1, 7, 5, SessionEnd.COMPLETE);
        assertTrue(feeds.allSessionsEnded());
    }

    @Test
    void shouldTellTheFirstTenOfALongTrouble() {
        for (int i = 0; i < 1_000; i++) {
            feeds.onGapAbandoned(1, 7, 2 * i + 1, 2 * i + 1);
            feeds.onRejected(FrameStatus.TOO_SHORT);
            feeds.onStaleSession(1, 6);
        }

        assertEquals(21, said().size());
        assertEquals("0 gaps, 0 filled, 1,000 missing, 1,000 rejected", feeds.summary());
    }
}
