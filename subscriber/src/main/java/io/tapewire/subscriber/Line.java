package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/**
 * One path on which feeds are carried, and how it compares with the others: which frames it brought
 * first, how much later the others were, what it lost. Read and written by the subscriber's thread.
 */
public final class Line implements FrameHandler {
    static final int MAX_LINES = 4;

    private static final long MAX_LEAD_NS = TimeUnit.SECONDS.toNanos(10);

    private final FrameDecoder frame = new FrameDecoder();
    private final int index;
    private final String name;
    private final OrderedDelivery delivery;
    private final LineBook book;
    private final Histogram behindNs = new Histogram(MAX_LEAD_NS, 2);
    private long first;
    private long late;
    private long lost;
    private long heardNs;
    private int deadFeeds;
    private long deaths;

    /**
     * @param index of the line, from 0
     * @param book shared by the lines; null where there is only this one
     */
    Line(int index, OrderedDelivery delivery, LineBook book) {
        this.index = index;
        this.name = "line " + (char) ('A' + index);
        this.delivery = delivery;
        this.book = book;
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long ignored) {
        if (book == null) {
            return delivery.onFrame(buffer, offset, lengthBytes, name);
        }
        frame.wrapChecked(buffer, offset, lengthBytes);
        if (frame.templateId() == FrameDecoder.RECOVERY_SOURCE) {
            // Others than the feed's publisher say that, and it says nothing of the line.
            return delivery.onFrame(buffer, offset, lengthBytes, name);
        }
        heardNs = System.nanoTime();
        book.onHeard(index, frame);
        long duplicates = delivery.counts().duplicates;
        if (!delivery.onFrame(buffer, offset, lengthBytes, name)) {
            return false;
        }
        if (frame.itemCount() > 0) {
            compare(delivery.counts().duplicates != duplicates);
        }
        lost += book.advance(index, frame);
        return true;
    }

    private void compare(boolean isLate) {
        int feedId = frame.feedId();
        long sequence = frame.sequence();
        if (!isLate) {
            first++;
            book.arrivals().put(feedId, sequence, heardNs);
            return;
        }
        late++;
        long firstNs = book.arrivals().get(feedId, sequence);
        if (firstNs != ArrivalTimes.UNKNOWN) {
            behindNs.recordValue(Math.max(0, Math.min(heardNs - firstNs, MAX_LEAD_NS)));
        }
    }

    /** As gaps filled by it are told: {@code line A} and so on. */
    public String name() {
        return name;
    }

    /** Frames with items that it was the first to bring; counted where there are several lines. */
    public long first() {
        return first;
    }

    /** Frames with items that another line had brought before. */
    public long late() {
        return late;
    }

    /** Items that did not come on this line. */
    public long lost() {
        return lost;
    }

    /** Feeds for which it is dead: {@link FeedListener#onLineDead}. */
    public int deadFeeds() {
        return deadFeeds;
    }

    /** How often it died for a feed. */
    public long deaths() {
        return deaths;
    }

    void died() {
        deadFeeds++;
        deaths++;
    }

    void returned() {
        deadFeeds--;
    }

    /** How much later than the first line it brought the frames that it brought late, in ns. */
    public Histogram behindNs() {
        return behindNs;
    }

    /** When it last brought a frame, of {@link System#nanoTime()}; 0 where it never did. */
    public long heardNs() {
        return heardNs;
    }
}
