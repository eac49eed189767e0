package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.TapewireException;
import java.nio.file.Path;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads one feed of a journal again, from its first frame on, while it may still be written. Leaves
 * no trace on the disk. For one thread at a time; allocates only when a file comes for the first
 * time.
 *
 * <p>Every frame was checked whole before it is shown. A record without a good one is passed over
 * and counted by the reason.
 */
public final class JournalReader implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final RecordCursor cursor;
    private boolean offered;

    private JournalReader(SingleChronicleQueue queue) {
        this.queue = queue;
        this.cursor = new RecordCursor(queue);
    }

    /**
     * @param dir of a journal
     * @param feedId one of {@link #feeds}
     * @throws TapewireException in one sentence: no such directory, not a journal, no such feed
     */
    public static JournalReader open(Path dir, int feedId) {
        JournalDirectory.requireFeed(dir, feedId);
        Path feedDir = JournalDirectory.feed(dir, feedId);
        SingleChronicleQueue queue = FeedQueue.forReading(feedDir);
        try {
            return new JournalReader(queue);
        } catch (Exception | AssertionError | InternalError damaged) {
            queue.close();
            throw FeedQueue.failure(feedDir, damaged);
        }
    }

    /**
     * Which feeds a journal holds.
     *
     * @return their ids in ascending order, as unsigned numbers
     * @throws TapewireException in one sentence: no such directory, not a journal
     */
    public static int[] feeds(Path dir) {
        JournalDirectory.requireJournal(dir);
        return JournalDirectory.feeds(dir);
    }

    /**
     * Moves to the next good frame.
     *
     * @return false where there is none yet; call again for what is written later
     */
    public boolean next() {
        offered = false;
        return cursor.next();
    }

    /** Holds the frame; valid from a {@link #next} that answered true to whatever moves on. */
    public UnsafeBuffer buffer() {
        return cursor.buffer();
    }

    /** Where in the buffer the frame begins. */
    public int offset() {
        return RecordCursor.FRAME_OFFSET;
    }

    /** Length of the frame in bytes. */
    public int lengthBytes() {
        return cursor.lengthBytes();
    }

    /** When the journal received the frame: ns since the epoch. */
    public long receiveTimeNs() {
        return cursor.receiveTimeNs();
    }

    /** What the frame begins with; valid as long as the frame. */
    public FrameDecoder decoder() {
        return cursor.decoder();
    }

    /**
     * Hands frames on. One that was not taken is offered again by the next call.
     *
     * @param limit of frames
     * @return frames taken
     */
    public int poll(FrameHandler handler, int limit) {
        int taken = 0;
        while (taken < limit && (offered || next())) {
            offered = !handler.onFrame(buffer(), offset(), lengthBytes(), 0);
            if (offered) {
                break;
            }
            taken++;
        }
        return taken;
    }

    /** Back to the feed's first frame: the next is that. */
    public void toStart() {
        offered = false;
        cursor.toStart();
    }

    /**
     * Moves to the frame that holds a sequence, or else to the first that comes after it; a
     * session's end stands at the sequence that would have followed. Takes time that grows with the
     * logarithm of the journal. Damaged records that it looks at are counted as passed over.
     *
     * @param session ns since the epoch
     * @param sequence from 1
     * @return whether there is such a frame: the next is that; where there is none yet, the next is
     *     what is written later
     */
    public boolean moveToSequence(long session, long sequence) {
        offered = false;
        return new SequenceSearch(queue, cursor, session, sequence).run();
    }

    /**
     * How far the feed is journaled by now; where this reader is does not change.
     *
     * @return null where neither an item nor the end of a session is there yet
     */
    public JournalPosition lastPosition() {
        try (RecordCursor end = new RecordCursor(queue)) {
            return new LastPosition(queue, end).find();
        }
    }

    /** Records passed over for this reason, each time that they were met. */
    public long rejected(FrameStatus reason) {
        return cursor.rejected(reason);
    }

    /** Records passed over, for whatever reason. */
    public long rejected() {
        return cursor.rejected();
    }

    /**
     * Records that could not be reached, since a file's own structure is damaged. Reading goes on
     * at the next that can, at most 256 records on; in the newest file, as soon as that is written.
     */
    public long lost() {
        return cursor.lost();
    }

    /** Lets the files go. */
    @Override
    public void close() {
        cursor.close();
        queue.close();
    }
}
