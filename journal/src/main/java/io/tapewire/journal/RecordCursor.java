package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import java.nio.ByteOrder;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/** Walks over the records of one feed, and stops at those that hold a good frame. */
final class RecordCursor implements AutoCloseable {
    /** Where the frame begins; before it, ns since the epoch as a little-endian int64. */
    static final int FRAME_OFFSET = Long.BYTES;

    private final SingleChronicleQueue queue;
    private final ExcerptTailer tailer;
    private final FileBounds bounds;
    private final DamageSkipper damage;
    private final UnsafeBuffer record = new UnsafeBuffer(0, 0);
    private final FrameDecoder decoder = new FrameDecoder();
    private final long[] rejected = new long[FrameStatus.values().length];
    private DocumentContext document;
    private boolean again;

    RecordCursor(SingleChronicleQueue queue) {
        this.queue = queue;
        tailer = queue.createTailer();
        // One thread at a time; which one may change.
        tailer.singleThreadedCheckDisabled(true);
        bounds = new FileBounds(tailer);
        damage = new DamageSkipper(queue, tailer);
    }

    /** Moves to the next good frame; false where there is none yet. */
    boolean next() {
        if (again) {
            again = false;
            return true;
        }
        do {
            while (enter()) {
                Bytes<?> bytes = document.wire().bytes();
                FrameStatus status = check(bytes);
                if (status != FrameStatus.OK) {
                    rejected[status.ordinal()]++;
                    damage.onBad(document.index());
                } else if (damage.onGood(bytes.readPosition(), bytes.readLimit())) {
                    return true;
                }
            }
        } while (damage.skip());
        return false;
    }

    private boolean enter() {
        leave();
        try {
            if (!bounds.holdNext()) {
                return false;
            }
            DocumentContext found = tailer.readingDocument();
            document = found.isPresent() ? found : null;
            return document != null;
        } catch (Exception | AssertionError | InternalError damaged) {
            // Chronicle believes the lengths and addresses that it finds; an InternalError is what
            // the JVM makes of touching a page that the file does not have.
            return false;
        }
    }

    private FrameStatus check(Bytes<?> bytes) {
        long lengthBytes = bytes.readRemaining();
        if (lengthBytes < FRAME_OFFSET) {
            return FrameStatus.TOO_SHORT;
        }
        long position = bytes.readPosition();
        if (!bytes.bytesStore().inside(position, lengthBytes)) {
            return FrameStatus.LENGTH;
        }
        record.wrap(bytes.addressForRead(position), (int) lengthBytes);
        return decoder.wrap(record, FRAME_OFFSET, (int) lengthBytes - FRAME_OFFSET);
    }

    /** Leaves the record that the cursor is at; its bytes are not valid any more. */
    private void leave() {
        again = false;
        if (document != null) {
            document.close();
            document = null;
        }
    }

    void toStart() {
        leave();
        damage.reset();
        tailer.toStart();
    }

    /**
     * Moves to a record that the index holds the place of.
     *
     * @return whether it was found; the next is then that, or the first good one behind it
     */
    boolean toIndexed(long index) {
        leave();
        damage.reset();
        try {
            // From the start of the file: near to where it is, a tailer walks instead, over damage
            // and beyond the file.
            return tailer.moveToCycle(queue.rollCycle().toCycle(index))
                    && tailer.moveToIndex(index);
        } catch (Exception | AssertionError | InternalError damaged) {
            return false;
        }
    }

    /** The record that the cursor is at is to be the next once more. */
    void again() {
        again = true;
    }

    UnsafeBuffer buffer() {
        return record;
    }

    int lengthBytes() {
        return record.capacity() - FRAME_OFFSET;
    }

    long receiveTimeNs() {
        return record.getLong(0, ByteOrder.LITTLE_ENDIAN);
    }

    FrameDecoder decoder() {
        return decoder;
    }

    /**
     * Whether the frame has a place in the order of its session's frames. Repeated definitions use
     * no sequence and stand where they happened to arrive.
     */
    boolean isOrdered() {
        return decoder.itemCount() > 0 || decoder.templateId() == FrameDecoder.SESSION_END;
    }

    long rejected(FrameStatus status) {
        return rejected[status.ordinal()];
    }

    long rejected() {
        long sum = 0;
        for (long count : rejected) {
            sum += count;
        }
        return sum;
    }

    long lost() {
        return damage.lost() + bounds.hidden();
    }

    @Override
    public void close() {
        leave();
        damage.close();
        tailer.close();
    }
}
