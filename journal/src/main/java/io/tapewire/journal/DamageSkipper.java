package io.tapewire.journal;

import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/**
 * Finds the way on where a file's own structure is damaged. Each record says how long it is, and so
 * where the next begins: a length that lies hides everything behind it, and a tailer then answers
 * as it does at the end. The index, which holds the place of every 256th record or so, leads past.
 */
final class DamageSkipper implements AutoCloseable {
    private static final long NONE = -1;

    private final SingleChronicleQueue queue;
    private final RollCycle rollCycle;
    private final ExcerptTailer tailer;
    private FeedFile file;
    private int cycle = -1;
    private long end;
    private long firstBadIndex = NONE;
    private long bad;
    private boolean lookedAgain;
    private long stuckAt = NONE;
    private long stuckLost;
    private long lost;

    DamageSkipper(SingleChronicleQueue queue, ExcerptTailer tailer) {
        this.queue = queue;
        this.rollCycle = queue.rollCycle();
        this.tailer = tailer;
    }

    /**
     * A good record was met.
     *
     * @return whether it is new; false for one met before, to which the way past damage led back
     */
    boolean onGood(long recordStart, long recordEnd) {
        if (cycle != tailer.cycle()) {
            enter(tailer.cycle());
        } else if (recordStart < end) {
            return false;
        }
        end = recordEnd;
        firstBadIndex = NONE;
        lookedAgain = false;
        return true;
    }

    /** A record without a good frame was met: its length may be what is wrong. */
    void onBad(long index) {
        if (cycle != tailer.cycle()) {
            enter(tailer.cycle());
        }
        if (firstBadIndex == NONE) {
            firstBadIndex = index;
            bad = 0;
        }
        bad++;
        lookedAgain = false;
    }

    /**
     * The tailer says that there is no more.
     *
     * @return whether it should be asked again; false where there is indeed no more, or none that
     *     can be reached yet
     */
    boolean skip() {
        int at = tailer.cycle();
        if (at < 0) {
            return false;
        }
        if (cycle != at) {
            enter(at);
        }
        long lastPosition = file.lastRecordPosition();
        if (lastPosition == stuckAt || !isMore(lastPosition)) {
            return false;
        }
        if (!lookedAgain) {
            // It may have been written between the two looks.
            lookedAgain = true;
            return true;
        }
        stuckAt = NONE;
        stuckLost = 0;
        if (moveOn(lastPosition >= end ? 1 : 0)) {
            return true;
        }
        stuckAt = lastPosition;
        return false;
    }

    private boolean isMore(long lastPosition) {
        return queue.lastCycle() > cycle
                || (firstBadIndex == NONE
                        ? lastPosition > 0 && lastPosition >= end
                        : file.records() != rollCycle.toSequenceNumber(tailer.index()));
    }

    private boolean moveOn(int leastLost) {
        long from =
                rollCycle.toSequenceNumber(firstBadIndex == NONE ? tailer.index() : firstBadIndex);
        long known = firstBadIndex == NONE ? 0 : bad;
        int spacing = queue.indexSpacing();
        long records = file.records();
        firstBadIndex = NONE;
        lookedAgain = false;
        for (long to = (from / spacing + 1) * spacing; to < records; to += spacing) {
            if (moveTo(rollCycle.toIndex(cycle, to))) {
                lost += Math.max(0, to - from - known);
                return true;
            }
        }
        long rest = Math.max(known == 0 ? leastLost : 0, records - from - known);
        if (moveToNextFile()) {
            lost += rest;
            return true;
        }
        stuckLost = rest;
        return false;
    }

    private boolean moveTo(long index) {
        try {
            // From the start of the file: near to where it is, a tailer walks over the damage.
            return tailer.moveToCycle(cycle) && tailer.moveToIndex(index);
        } catch (Exception | AssertionError | InternalError damaged) {
            return false;
        }
    }

    private boolean moveToNextFile() {
        try {
            int next =
                    queue.lastCycle() > cycle
                            ? queue.nextCycle(cycle, TailerDirection.FORWARD)
                            : -1;
            return next >= 0 && tailer.moveToCycle(next);
        } catch (Exception | AssertionError | InternalError damaged) {
            return false;
        }
    }

    private void enter(int newCycle) {
        reset();
        cycle = newCycle;
        file = new FeedFile(queue, newCycle);
    }

    /** The tailer was moved by hand. */
    void reset() {
        close();
        cycle = -1;
        end = 0;
        firstBadIndex = NONE;
        lookedAgain = false;
        stuckAt = NONE;
        lost += stuckLost;
        stuckLost = 0;
    }

    /** Records that were not reached. */
    long lost() {
        return lost + stuckLost;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
