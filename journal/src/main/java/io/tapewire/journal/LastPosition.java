package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;

/** Finds how far a feed is journaled, stretch by stretch from the end, as the index cuts it. */
final class LastPosition {
    private final SingleChronicleQueue queue;
    private final RollCycle rollCycle;
    private final RecordCursor cursor;

    LastPosition(SingleChronicleQueue queue, RecordCursor cursor) {
        this.queue = queue;
        this.rollCycle = queue.rollCycle();
        this.cursor = cursor;
    }

    /** Null where nothing is. */
    JournalPosition find() {
        int spacing = queue.indexSpacing();
        for (long cycle : FeedQueue.cycles(queue).descendingSet()) {
            long newest = Math.max(0, records((int) cycle) - 1);
            for (long from = newest - newest % spacing; from >= 0; from -= spacing) {
                JournalPosition last = lastFrom(rollCycle.toIndex((int) cycle, from));
                if (last != null) {
                    return last;
                }
            }
        }
        return null;
    }

    private long records(int cycle) {
        try (FeedFile file = new FeedFile(queue, cycle)) {
            return file.records();
        }
    }

    private JournalPosition lastFrom(long index) {
        JournalPosition last = null;
        boolean more = cursor.toIndexed(index);
        while (more && cursor.next()) {
            FrameDecoder frame = cursor.decoder();
            if (cursor.isOrdered()) {
                boolean ended = frame.templateId() == FrameDecoder.SESSION_END;
                last = new JournalPosition(frame.session(), frame.nextSequence(), ended);
            }
        }
        return last;
    }
}
