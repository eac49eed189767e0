package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.sbe.HeartbeatDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Which lines bring which feed, and how far each of them is. A line is dead for a feed where it has
 * brought nothing of it for four heartbeat intervals, and another line did. That is looked at only
 * where a line brings something, so it costs nothing for the feeds that rest.
 *
 * <p>Time is counted in turns of the reader, none longer than 10 ms: one that was stopped itself
 * must not take for silence what it did not listen to.
 */
final class LineBook {
    private static final int SILENT_INTERVALS = 4;
    private static final long USUAL_INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_TURN_NS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final class Page extends FeedMap.Entry {
        final long[] sessions = new long[Line.MAX_LINES];
        final long[] next = new long[Line.MAX_LINES];
        final long[] heardNs = new long[Line.MAX_LINES];
        final boolean[] dead = new boolean[Line.MAX_LINES];
        long newestSession;
        long intervalNs = USUAL_INTERVAL_NS;

        Page(int feedId) {
            super(feedId);
        }
    }

    private final FeedMap<Page> pages = new FeedMap<>(Page::new);
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final ArrivalTimes arrivals = new ArrivalTimes();
    private final List<Line> lines;
    private final FeedListener listener;
    private long turnNs;
    private long listenedNs;

    /**
     * @param lines that are compared, those that are added later included
     */
    LineBook(List<Line> lines, FeedListener listener) {
        this.lines = lines;
        this.listener = listener;
    }

    /** What time it is until the next turn. */
    void startTurn(long nowNs) {
        listenedNs += Math.min(nowNs - turnNs, LONGEST_TURN_NS);
        turnNs = nowNs;
    }

    /** A frame of a publisher came on a line, whatever becomes of it. */
    void onHeard(int line, FrameDecoder frame) {
        Page page = pages.findOrAdd(frame.feedId());
        if (frame.session() > page.newestSession) {
            // Its publisher may not be connected to all lines yet.
            page.newestSession = frame.session();
            Arrays.fill(page.heardNs, listenedNs);
        }
        if (frame.templateId() == FrameDecoder.HEARTBEAT) {
            page.intervalNs = interval(frame);
        }
        page.heardNs[line] = listenedNs;
        judge(page, line);
    }

    private long interval(FrameDecoder frame) {
        heartbeat.wrap(
                frame.frame(),
                MessageHeaderDecoder.ENCODED_LENGTH,
                frame.blockLength(),
                frame.version());
        long intervalNs = heartbeat.interval();
        boolean usable = intervalNs > 0 && intervalNs <= LONGEST_INTERVAL_NS;
        return usable ? intervalNs : LONGEST_INTERVAL_NS;
    }

    private void judge(Page page, int heard) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            long silenceNs = listenedNs - page.heardNs[i];
            if (page.dead[i] && i == heard) {
                page.dead[i] = false;
                line.returned();
                listener.onLineReturned(page.feedId, page.newestSession, line.name());
            } else if (!page.dead[i] && silenceNs > SILENT_INTERVALS * page.intervalNs) {
                page.dead[i] = true;
                line.died();
                listener.onLineDead(page.feedId, page.newestSession, line.name(), silenceNs);
            }
        }
    }

    /**
     * A frame was taken that came on a line.
     *
     * @return how many items before it this line did not bring
     */
    long advance(int line, FrameDecoder frame) {
        Page page = pages.find(frame.feedId());
        if (page.sessions[line] != frame.session()) {
            page.sessions[line] = frame.session();
            page.next[line] = frame.sequence();
        }
        long lost = Math.max(0, frame.sequence() - page.next[line]);
        page.next[line] = Math.max(page.next[line], frame.nextSequence());
        return lost;
    }

    ArrivalTimes arrivals() {
        return arrivals;
    }
}
