package io.tapewire.journal;

import io.tapewire.schemas.FrameDecoder;
import java.nio.ByteOrder;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Appends the frames of one feed to its queue. */
final class FeedWriter implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final ExcerptAppender appender;
    private final UnsafeBuffer record = new UnsafeBuffer(0, 0);
    private final LateDefinitions lateDefinitions = new LateDefinitions();
    private final Frontier frontier = new Frontier();
    private final ReadAhead readAhead = new ReadAhead();
    private final ZeroedPages zeroed;
    private final JournalPosition opened;

    /**
     * @param zeroed used by no other
     */
    FeedWriter(Path feedDir, Roll roll, RollClock clock, ZeroedPages zeroed) {
        this.zeroed = zeroed;
        queue = FeedQueue.forWriting(feedDir, roll, clock);
        try {
            clock.notBefore(queue.lastCycle(), queue.rollCycle());
            try (RecordCursor cursor = new RecordCursor(queue)) {
                opened = new LastPosition(queue, cursor).find();
                if (opened != null
                        && new SequenceSearch(queue, cursor, opened.session(), 1).run()
                        && cursor.next()) {
                    lateDefinitions.onOrdered(cursor.decoder());
                }
            }
            appender = queue.createAppender();
            // One thread at a time; which one may change between opening, running and closing.
            appender.singleThreadedCheckDisabled(true);
        } catch (RuntimeException e) {
            queue.close();
            throw e;
        }
    }

    /** What was journaled before it was opened; null where nothing was. */
    JournalPosition opened() {
        return opened;
    }

    /** Whether the frame belongs into a journal; one that is not a heartbeat. */
    boolean wants(FrameDecoder frame) {
        if (frame.itemCount() == 0 && frame.templateId() == FrameDecoder.DEFINITIONS) {
            return lateDefinitions.keep(frame);
        }
        lateDefinitions.onOrdered(frame);
        return true;
    }

    void append(long receiveTimeNs, DirectBuffer buffer, int offset, int lengthBytes) {
        DocumentContext document = appender.writingDocument();
        boolean done = false;
        try {
            Bytes<?> bytes = document.wire().bytes();
            int recordBytes = RecordCursor.FRAME_OFFSET + lengthBytes;
            record.wrap(bytes.addressForWrite(bytes.writePosition()), recordBytes);
            record.putLong(0, receiveTimeNs, ByteOrder.LITTLE_ENDIAN);
            record.putBytes(RecordCursor.FRAME_OFFSET, buffer, offset, lengthBytes);
            bytes.writeSkip(recordBytes);
            frontier.advance(bytes, receiveTimeNs);
            readAhead.disable(bytes.bytesStore());
            int pieceBytes = frontier.pieceBytes();
            if (pieceBytes > 0) {
                zeroed.makeAhead(frontier.file(), frontier.filePosition(), pieceBytes);
            } else {
                zeroed.close();
            }
            done = true;
        } finally {
            if (!done) {
                document.rollbackOnClose();
            }
            document.close();
        }
    }

    /** Gives back room on the disk that was set aside for it. */
    void giveBack() {
        zeroed.close();
    }

    /** How far it has written. */
    Frontier frontier() {
        return frontier;
    }

    @Override
    public void close() {
        zeroed.close();
        appender.close();
        queue.close();
    }
}
