package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import java.nio.ByteOrder;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;

/** Walks over the records of one feed, and stops at those that hold a good frame. */
final class RecordCursor implements AutoCloseable {
    /** Where the frame begins; before it, ns since the epoch as a little-endian int64. */
    static final int FRAME_OFFSET = Long.BYTES;

    private final ExcerptTailer tailer;
    private final DamageSkipper damage;
    private final UnsafeBuffer record = new UnsafeBuffer(0, 0);
    private final FrameDecoder decoder = new FrameDecoder();
    private final long[] rejected = new long[FrameStatus.values().length];
    private DocumentContext document;
    private boolean backward;
    private int cycle = -1;
    private long fileBytes;

    RecordCursor(SingleChronicleQueue queue) {
        tailer = queue.createTailer();
        // One thread at a time; which one may change.
        tailer.singleThreadedCheckDisabled(true);
        damage = new DamageSkipper(queue, tailer);
    }

    boolean next() {
        do {
            while (enter()) {
                Bytes<?> bytes = document.wire().bytes();
                FrameStatus status = check(bytes);
                if (status != FrameStatus.OK) {
                    rejected[status.ordinal()]++;
                    damage.onBad(document.index());
                } else if (backward || damage.onGood(bytes.readPosition(), bytes.readLimit())) {
                    return true;
                }
            }
        } while (!backward && damage.skip());
        return false;
    }

    private boolean enter() {
        leave();
        try {
            DocumentContext found = tailer.readingDocument();
            if (!found.isPresent()) {
                return false;
            }
            document = found;
            return true;
        } catch (RuntimeException | AssertionError | InternalError damaged) {
            // Chronicle believes the lengths and addresses that it finds. An InternalError is what
            // the JVM makes of touching a page that a cut file does not have.
            return false;
        }
    }

    private FrameStatus check(Bytes<?> bytes) {
        long position = bytes.readPosition();
        long lengthBytes = bytes.readRemaining();
        if (lengthBytes < FRAME_OFFSET) {
            return FrameStatus.TOO_SHORT;
        }
        // A damaged length must not lead out of what is mapped, nor out of a file that was cut.
        if (!bytes.bytesStore().inside(position, lengthBytes)
                || position + lengthBytes > fileBytes(position + lengthBytes)) {
            return FrameStatus.LENGTH;
        }
        record.wrap(bytes.addressForRead(position), (int) lengthBytes);
        return decoder.wrap(record, FRAME_OFFSET, (int) lengthBytes - FRAME_OFFSET);
    }

    /** How long the file is; asked anew where that would not be enough. */
    private long fileBytes(long neededBytes) {
        if (cycle != tailer.cycle() || neededBytes > fileBytes) {
            cycle = tailer.cycle();
            fileBytes = tailer.currentFile().length();
        }
        return fileBytes;
    }

    /** Leaves the record that the cursor is at; its bytes are not valid any more. */
    void leave() {
        if (document != null) {
            document.close();
            document = null;
        }
    }

    void toStart() {
        leave();
        damage.reset();
        backward = false;
        tailer.direction(TailerDirection.FORWARD).toStart();
    }

    /** Turns round: the next record is the last, then the one before. */
    void toEndBackward() {
        leave();
        backward = true;
        tailer.direction(TailerDirection.BACKWARD).toEnd();
    }

    /** Whether the record was found; it is then the next. */
    boolean toIndex(long index) {
        leave();
        damage.reset();
        try {
            return tailer.moveToIndex(index);
        } catch (RuntimeException | AssertionError | InternalError damaged) {
            return false;
        }
    }

    /** Chronicle's number of the record that the cursor is at. */
    long index() {
        return document.index();
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
        return damage.lost();
    }

    @Override
    public void close() {
        leave();
        damage.close();
        tailer.close();
    }
}
