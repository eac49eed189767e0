package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.BytesUtil;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.ExcerptContext;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.Wires;

/**
 * Looks at the length of the next record before the tailer follows it: one that is damaged may lead
 * to where a page is mapped but the file has none, and to touch that can stop the JVM.
 */
final class FileBounds {
    private static final int HEADER_BYTES = Wires.SPB_HEADER_SIZE;

    private final ExcerptTailer tailer;
    private final ExcerptContext context;
    private int cycle = -1;
    private long fileBytes;
    private long hidden;

    FileBounds(ExcerptTailer tailer) {
        this.tailer = tailer;
        this.context = (ExcerptContext) tailer;
    }

    /** Whether the file holds all of the next record, and of what lies before it. */
    boolean holdNext() {
        Wire wire = context.wire();
        return wire == null || hold(wire.bytes().readPosition());
    }

    /** The same for the record at this place. */
    boolean hold(long from) {
        Bytes<?> bytes = context.wire().bytes();
        long position = from;
        while (true) {
            position += BytesUtil.padOffset(position);
            if (!isInside(position + HEADER_BYTES)) {
                return false;
            }
            int header = bytes.readVolatileInt(position);
            if (header == Wires.NOT_INITIALIZED || Wires.isNotComplete(header)) {
                return true;
            }
            long end = position + HEADER_BYTES + Wires.lengthOf(header);
            if (!isInside(end + HEADER_BYTES + HEADER_BYTES)) {
                return false;
            }
            if (Wires.isReadyData(header)) {
                return true;
            }
            if (isFrame(bytes, position + HEADER_BYTES, end)) {
                hidden++;
            }
            position = end;
        }
    }

    /**
     * Whether this record, which says that it is Chronicle's own and would be passed over in
     * silence, is a frame's, with the bit turned over that tells them apart.
     */
    private static boolean isFrame(Bytes<?> bytes, long start, long end) {
        long schemaId =
                start + RecordCursor.FRAME_OFFSET + MessageHeaderDecoder.schemaIdEncodingOffset();
        return end - start >= RecordCursor.FRAME_OFFSET + FrameDecoder.MIN_LENGTH
                && bytes.readShort(schemaId) == MessageHeaderDecoder.SCHEMA_ID;
    }

    /** Records that were met and hidden in this way. */
    long hidden() {
        return hidden;
    }

    private boolean isInside(long end) {
        if (end > fileBytes || cycle != tailer.cycle()) {
            cycle = tailer.cycle();
            fileBytes = tailer.currentFile().length();
        }
        return end <= fileBytes;
    }
}
