package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * One path on which feeds are carried, and how it compares with the others: which frames it brought
 * first, how much later the others were, what it lost. Read and written by the subscriber's thread.
 */
public final class Line implements FrameHandler {
    static final int MAX_LINES = 4;

    private static final long MAX_LEAD_NS = TimeUnit.SECONDS.toNanos(10);

    private static final class Expected {
        private long session;
        private long next;
    }

    private final FrameDecoder frame = new FrameDecoder();
    private final Int2ObjectHashMap<Expected> feeds = new Int2ObjectHashMap<>();
    private final String name;
    private final OrderedDelivery delivery;
    private final ArrivalTimes arrivals;
    private final Histogram behindNs = new Histogram(MAX_LEAD_NS, 2);
    private long first;
    private long late;
    private long lost;
    private long heardNs;

    /**
     * @param arrivals shared by the lines; null where there is only this one
     */
    Line(String name, OrderedDelivery delivery, ArrivalTimes arrivals) {
        this.name = name;
        this.delivery = delivery;
        this.arrivals = arrivals;
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long ignored) {
        if (arrivals == null) {
            return delivery.onFrame(buffer, offset, lengthBytes, name);
        }
        long duplicates = delivery.counts().duplicates;
        if (!delivery.onFrame(buffer, offset, lengthBytes, name)) {
            return false;
        }
        frame.wrapChecked(buffer, offset, lengthBytes);
        heardNs = System.nanoTime();
        if (frame.itemCount() > 0) {
            compare(delivery.counts().duplicates != duplicates);
        }
        countLost();
        return true;
    }

    private void compare(boolean isLate) {
        int feedId = frame.feedId();
        long sequence = frame.sequence();
        if (!isLate) {
            first++;
            arrivals.put(feedId, sequence, heardNs);
            return;
        }
        late++;
        long firstNs = arrivals.get(feedId, sequence);
        if (firstNs != ArrivalTimes.UNKNOWN) {
            behindNs.recordValue(Math.max(0, Math.min(heardNs - firstNs, MAX_LEAD_NS)));
        }
    }

    private void countLost() {
        Expected expected = feeds.get(frame.feedId());
        if (expected == null) {
            expected = new Expected();
            feeds.put(frame.feedId(), expected);
        }
        if (expected.session != frame.session()) {
            expected.session = frame.session();
            expected.next = frame.sequence();
        }
        if (frame.sequence() > expected.next) {
            lost += frame.sequence() - expected.next;
        }
        expected.next = Math.max(expected.next, frame.nextSequence());
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

    /** How much later than the first line it brought the frames that it brought late, in ns. */
    public Histogram behindNs() {
        return behindNs;
    }

    /** When it last brought a frame, of {@link System#nanoTime()}; 0 where it never did. */
    public long heardNs() {
        return heardNs;
    }
}
