package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LineBookTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<String> told = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final FeedListener listener =
            new FeedListener() {
                @Override
                public void onLineDead(int feedId, long session, String line, long silenceNs) {
                    told.add(line + " dead for " + feedId + "/" + session);
                }

                @Override
                public void onLineReturned(int feedId, long session, String line) {
                    told.add(line + " back for " + feedId + "/" + session);
                }
            };
    private final LineBook book = new LineBook(lines, listener);
    private final OrderedDelivery delivery =
            new OrderedDelivery(
                    (buffer, offset, length, from) -> true,
                    FeedListener.NONE,
                    RepairSettings.DEFAULT,
                    StartPoint.LIVE,
                    FakeSource::none);
    private long nowNs = TimeUnit.HOURS.toNanos(3);

    private Frames line(int feedId, long session) {
        Line line = new Line(lines.size(), delivery, book);
        lines.add(line);
        return on(line, feedId, session);
    }

    private static Frames on(Line line, int feedId, long session) {
        return new Frames(line, feedId, session);
    }

    private void turns(int milliseconds) {
        for (int i = 0; i < milliseconds; i++) {
            nowNs += MS;
            book.startTurn(nowNs);
        }
    }

    @Test
    void shouldTellOnceOfALineThatBringsNothingWhileAnotherDoes() {
        Frames a = line(1, 50);
        Frames b = line(1, 50);
        a.heartbeat(1);
        b.heartbeat(1);
        // The heartbeats say an interval of 1 us.
        turns(5);
        b.heartbeat(1);
        assertEquals(List.of("line A dead for 1/50"), told);
        turns(5);
        b.trades(1, 3);
        assertEquals(1, told.size());
        assertEquals(1, lines.get(0).deadFeeds());
        assertEquals(0, lines.get(1).deadFeeds());
        turns(5);
        a.trades(4, 4);
        assertEquals(List.of("line A dead for 1/50", "line A back for 1/50"), told.subList(0, 2));
        assertEquals(List.of("line B dead for 1/50"), told.subList(2, told.size()));
        assertEquals(0, lines.get(0).deadFeeds());
        assertEquals(1, lines.get(0).deaths());
        assertEquals(3, lines.get(0).lost());
    }

    @Test
    void shouldTellOfALineThatNeverBroughtTheFeed() {
        line(1, 50);
        Frames b = line(1, 50);
        b.trades(1, 1);
        turns(3_900);
        b.trades(2, 2);
        assertEquals(List.of(), told);
        turns(200);
        b.trades(3, 3);
        assertEquals(List.of("line A dead for 1/50"), told);
    }

    @Test
    void shouldJudgeEachFeedByItself() {
        Frames a = line(1, 50);
        Frames b = line(1, 50);
        Frames otherOnA = on(lines.get(0), 2, 60);
        a.heartbeat(1);
        b.heartbeat(1);
        otherOnA.heartbeat(1);
        turns(5);
        otherOnA.heartbeat(1);
        assertEquals(List.of("line B dead for 2/60"), told);
        b.heartbeat(1);
        assertEquals(List.of("line B dead for 2/60", "line A dead for 1/50"), told);
    }

    @Test
    void shouldNotTakeItsOwnRestForSilence() {
        Frames a = line(1, 50);
        Frames b = line(1, 50);
        a.trades(1, 1);
        b.trades(1, 1);
        nowNs += TimeUnit.SECONDS.toNanos(60);
        book.startTurn(nowNs);
        b.trades(2, 2);
        a.trades(2, 2);
        assertEquals(List.of(), told);
    }

    @Test
    void shouldGiveANewSessionTimeToComeOnAllLines() {
        Frames a = line(1, 50);
        Frames b = line(1, 50);
        a.heartbeat(1);
        b.heartbeat(1);
        turns(500);
        on(lines.get(1), 1, 51).trades(1, 1);
        assertEquals(List.of(), told);
        turns(5);
        on(lines.get(1), 1, 51).trades(2, 2);
        assertEquals(List.of("line A dead for 1/51"), told);
    }
}
