package io.tapewire.publisher;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.sbe.FramePrefixDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The last frames of a session, found by the sequence of an item in O(1). One thread writes, and
 * never waits for those who read: it lets the oldest go as it needs room. Any threads may read;
 * what is let go under a reader is not there, never half of it.
 *
 * <p>A frame is kept as a record, its length and then its bytes, at a position that only grows; its
 * place is the position modulo the ring's size. The index says where an item's record is. A reader
 * copies the frame first, and then looks whether the record was let go meanwhile.
 */
final class RetransmitRing implements FramesBySequence, AutoCloseable {
    /** Of the greatest length, that a ring has room for at least. */
    static final int LEAST_FRAMES = 8;

    private static final int RECORD_HEAD = Long.BYTES;

    // An item takes 40 bytes or more, so no two items in the ring share an entry.
    private static final int BYTES_AN_INDEX_ENTRY = 32;

    // No record is shorter: 48 bytes of a frame come before its first item, of 40 or more.
    private static final int BYTES_A_RECORD = 64;
    private static final int ITEMS_BITS = 16;
    private static final int ITEMS_MASK = (1 << ITEMS_BITS) - 1;

    private static final int SEQUENCE_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + FramePrefixDecoder.sequenceEncodingOffset();
    private static final int ITEM_COUNT_OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + FramePrefixDecoder.itemCountEncodingOffset();

    private static final VarHandle INDEX = MethodHandles.arrayElementVarHandle(int[].class);

    private final int feedId;
    private final long session;
    private final int capacity;
    private final int maxFrameLength;
    private final ByteBuffer memory;
    private final UnsafeBuffer records;

    /** Of each item the position of its record, in eights, modulo 2 to the 32nd. */
    private final int[] index;

    /**
     * What each record takes and holds, oldest first: read where the record itself is long cold.
     */
    private final int[] sizes;

    private final KeptFrames definitions = new KeptFrames();
    private final ReaderGate gate = new ReaderGate();
    private final AtomicLong oldest = new AtomicLong();
    private final AtomicLong committed = new AtomicLong();
    private final AtomicLong firstSequence;
    private final AtomicLong nextSequence;
    private volatile byte[] sessionEnd;
    private long tail;
    private int oldestSize;
    private int nextSize;

    /**
     * @param startSequence of the first item to come
     * @param capacity in bytes: a power of two, {@link #LEAST_FRAMES} times the greatest frame or
     *     more
     * @param maxFrameLength of the frames to come
     */
    RetransmitRing(int feedId, long session, long startSequence, int capacity, int maxFrameLength) {
        assert BitUtil.isPowerOfTwo(capacity) && capacity >= LEAST_FRAMES * maxFrameLength;
        this.feedId = feedId;
        this.session = session;
        this.firstSequence = new AtomicLong(startSequence);
        this.nextSequence = new AtomicLong(startSequence);
        this.capacity = capacity;
        this.maxFrameLength = maxFrameLength;
        this.index = new int[capacity / BYTES_AN_INDEX_ENTRY];
        this.sizes = new int[capacity / BYTES_A_RECORD];
        this.memory = ByteBuffer.allocateDirect(capacity);
        this.records = new UnsafeBuffer(memory);
    }

    /** Of a publisher, from where its session starts or goes on. */
    static RetransmitRing of(PublisherSettings settings, Resumption start, int maxFrameLength) {
        return new RetransmitRing(
                settings.feedId(),
                start.session(),
                start.nextSequence(),
                settings.ringBytes(),
                maxFrameLength);
    }

    /**
     * Keeps a copy of a sealed frame of items, the one after those kept before. For the writing
     * thread.
     */
    void keep(DirectBuffer buffer, int offset, int lengthBytes) {
        long sequence = nextSequence.getPlain();
        int itemCount = (int) itemCount(buffer, offset);
        assert lengthBytes <= maxFrameLength && itemCount > 0;
        assert sequence == sequence(buffer, offset);
        int recordLength = recordLength(lengthBytes);
        claim(recordLength);
        int place = place(tail);
        records.putInt(place, lengthBytes);
        records.putBytes(place + RECORD_HEAD, buffer, offset, lengthBytes);
        int entry = entry(sequence);
        int end = Math.min(index.length, entry + itemCount);
        int indexed = (int) (tail / RECORD_HEAD);
        Arrays.fill(index, entry, end, indexed);
        Arrays.fill(index, 0, itemCount - (end - entry), indexed);
        noteSize(recordLength, itemCount);
        tail += recordLength;
        committed.setRelease(tail);
        nextSequence.setRelease(sequence + itemCount);
    }

    // No record goes on at the ring's beginning.
    private void claim(int recordLength) {
        int place = place(tail);
        int skipped = place + recordLength > capacity ? capacity - place : 0;
        letGo(tail + skipped + recordLength - capacity);
        if (skipped > 0) {
            noteSize(skipped, 0);
            tail += skipped;
        }
    }

    // Whoever reads sees a record let go before it can see one of its bytes changed.
    private void letGo(long toPosition) {
        long position = oldest.getPlain();
        if (position >= toPosition) {
            return;
        }
        long sequence = firstSequence.getPlain();
        while (position < toPosition) {
            int size = sizes[oldestSize++ & (sizes.length - 1)];
            sequence += size & ITEMS_MASK;
            position += (long) (size >>> ITEMS_BITS) * RECORD_HEAD;
        }
        firstSequence.setOpaque(sequence);
        oldest.setRelease(position);
        VarHandle.storeStoreFence();
    }

    private void noteSize(int lengthBytes, int itemCount) {
        sizes[nextSize++ & (sizes.length - 1)] =
                lengthBytes / RECORD_HEAD << ITEMS_BITS | itemCount;
    }

    /** Keeps a frame of definitions for as long as the session. For the writing thread. */
    void keepDefinitions(DirectBuffer buffer, int offset, int lengthBytes) {
        definitions.add(buffer, offset, lengthBytes);
    }

    /** Keeps the end of the session, which answers for the item that never comes. */
    void keepSessionEnd(DirectBuffer buffer, int offset, int lengthBytes) {
        byte[] frame = new byte[lengthBytes];
        buffer.getBytes(offset, frame);
        sessionEnd = frame;
    }

    @Override
    public long firstSequence(int feed, long ofSession) {
        return isHere(feed, ofSession) ? firstSequence.getAcquire() : 0;
    }

    @Override
    public long nextSequence(int feed, long ofSession) {
        return isHere(feed, ofSession) ? nextSequence.getAcquire() : 0;
    }

    @Override
    public int copyFrame(
            int feed, long ofSession, long sequence, MutableDirectBuffer target, int offset) {
        if (!isHere(feed, ofSession)) {
            return NOT_THERE;
        }
        long next = nextSequence.getAcquire();
        if (sequence >= next) {
            byte[] end = sequence == next ? sessionEnd : null;
            return end == null ? NOT_THERE : KeptFrames.copy(end, target, offset);
        }
        if (sequence < firstSequence.getAcquire() || !gate.enter()) {
            return NOT_THERE;
        }
        try {
            return copyRecord(sequence, target, offset);
        } finally {
            gate.leave();
        }
    }

    private int copyRecord(long sequence, MutableDirectBuffer target, int targetOffset) {
        long end = committed.getAcquire();
        int indexed = (int) INDEX.getAcquire(index, entry(sequence));
        int eightsBack = (int) (end / RECORD_HEAD) - indexed;
        long position = end - Integer.toUnsignedLong(eightsBack) * RECORD_HEAD;
        // A record that is later than that took the entry over: it seems to lie 32 GiB back, or at
        // the end, and the item has been let go.
        if (position >= end || position < oldest.getAcquire()) {
            return NOT_THERE;
        }
        int frame = place(position) + RECORD_HEAD;
        int lengthBytes = records.getInt(frame - RECORD_HEAD);
        if (lengthBytes <= 0 || lengthBytes > Math.min(maxFrameLength, capacity - frame)) {
            return NOT_THERE;
        }
        records.getBytes(frame, target, targetOffset, lengthBytes);
        VarHandle.loadLoadFence();
        if (oldest.getAcquire() > position) {
            return NOT_THERE;
        }
        long first = sequence(target, targetOffset);
        boolean holdsIt = first <= sequence && sequence - first < itemCount(target, targetOffset);
        return holdsIt ? lengthBytes : NOT_THERE;
    }

    @Override
    public int copyDefinitions(
            int feed, long ofSession, int at, MutableDirectBuffer target, int targetOffset) {
        return isHere(feed, ofSession) ? definitions.copy(at, target, targetOffset) : NOT_THERE;
    }

    private boolean isHere(int feed, long ofSession) {
        return feed == feedId && ofSession == session && !gate.isClosed();
    }

    private int entry(long sequence) {
        return (int) sequence & (index.length - 1);
    }

    private int place(long position) {
        return (int) position & (capacity - 1);
    }

    private static int recordLength(int frameLength) {
        return BitUtil.align(RECORD_HEAD + frameLength, RECORD_HEAD);
    }

    private static long sequence(DirectBuffer buffer, int frame) {
        return buffer.getLong(frame + SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    private static long itemCount(DirectBuffer buffer, int frame) {
        return Integer.toUnsignedLong(buffer.getInt(frame + ITEM_COUNT_OFFSET, LITTLE_ENDIAN));
    }

    /**
     * Gives the memory back, which the writing thread must use no more, once no reader is in it; to
     * readers nothing is there any more.
     */
    @Override
    public void close() {
        if (gate.close()) {
            records.wrap(0, 0);
            BufferUtil.free(memory);
        }
    }
}
