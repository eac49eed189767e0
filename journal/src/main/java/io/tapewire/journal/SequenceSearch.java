package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import java.util.function.LongUnaryOperator;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/**
 * Finds the frame that holds a sequence: by halves over the files, then over the index of one. What
 * was journaled by one writer at a time is in order of session and sequence.
 */
final class SequenceSearch {
    private final SingleChronicleQueue queue;
    private final RollCycle rollCycle;
    private final RecordCursor cursor;
    private final long session;
    private final long sequence;

    SequenceSearch(SingleChronicleQueue queue, RecordCursor cursor, long session, long sequence) {
        this.queue = queue;
        this.rollCycle = queue.rollCycle();
        this.cursor = cursor;
        this.session = session;
        this.sequence = sequence;
    }

    /** Whether there is such a frame; it is then the cursor's next. */
    boolean run() {
        if (!toStretchBefore()) {
            cursor.toStart();
        }
        while (cursor.next()) {
            if (cursor.isOrdered() && !isBefore()) {
                cursor.again();
                return true;
            }
        }
        return false;
    }

    /** Moves to the last stretch, as the index cuts a file, that begins before the frame. */
    private boolean toStretchBefore() {
        long[] cycles = FeedQueue.cycles(queue).stream().mapToLong(Long::longValue).toArray();
        long file = lastBefore(cycles.length, i -> rollCycle.toIndex((int) cycles[(int) i], 0));
        if (file < 0) {
            return false;
        }
        int cycle = (int) cycles[(int) file];
        long spacing = queue.indexSpacing();
        long stretches = (records(cycle) + spacing - 1) / spacing;
        long stretch = lastBefore(stretches, i -> rollCycle.toIndex(cycle, i * spacing));
        return cursor.toIndexed(rollCycle.toIndex(cycle, Math.max(0, stretch) * spacing));
    }

    /** The last of these whose record lies before the frame; -1 where none does. */
    private long lastBefore(long count, LongUnaryOperator indexOf) {
        long low = -1;
        long high = count;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (isBefore(indexOf.applyAsLong(middle))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether the first frame in order, from this record on, lies before the one to be found. */
    private boolean isBefore(long index) {
        boolean more = cursor.toIndexed(index);
        while (more && cursor.next()) {
            if (cursor.isOrdered()) {
                return isBefore();
            }
        }
        return false;
    }

    private long records(int cycle) {
        try (FeedFile file = new FeedFile(queue, cycle)) {
            return file.records();
        }
    }

    private boolean isBefore() {
        FrameDecoder frame = cursor.decoder();
        if (frame.session() != session) {
            return frame.session() < session;
        }
        // A session's end stands at the sequence that would have followed.
        long last = frame.itemCount() == 0 ? frame.sequence() : frame.nextSequence() - 1;
        return last < sequence;
    }
}
