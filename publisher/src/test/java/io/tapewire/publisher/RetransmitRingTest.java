package io.tapewire.publisher;

import static io.tapewire.publisher.RingWriter.FEED_ID;
import static io.tapewire.publisher.RingWriter.SESSION;
import static io.tapewire.schemas.recovery.FramesBySequence.NOT_THERE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

class RetransmitRingTest {
    private static final int RECORD_HEAD = 8;

    private final UnsafeBuffer copy =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(65_536, 64));

    /** Against a map that holds every frame: what the ring has of it, it has exactly. */
    @Property(tries = 200)
    void shouldAnswerEveryItemItHoldsAndNoOther(
            @ForAll("sizes") @Size(min = 1, max = 400) List<Integer> sizes,
            @ForAll("maxLengths") int maxLength) {
        int capacity = Integer.highestOneBit(8 * maxLength - 1) * 2;
        RingWriter writer = new RingWriter(capacity, maxLength);
        try (RetransmitRing ring = writer.ring) {
            TreeMap<Long, byte[]> model = new TreeMap<>();
            for (int size : sizes) {
                long sequence = writer.next();
                writer.trades(1 + size % writer.maxTrades());
                model.put(sequence, writer.bytes());
                check(ring, model, writer.next(), writer.next() - 1);
            }
            for (long sequence = 1; sequence <= writer.next(); sequence++) {
                check(ring, model, writer.next(), sequence);
            }
            checkItHoldsAsMuchAsFits(ring, model, capacity, maxLength);
        }
    }

    private void check(RetransmitRing ring, TreeMap<Long, byte[]> model, long next, long sequence) {
        long first = ring.firstSequence(FEED_ID, SESSION);
        assertEquals(next, ring.nextSequence(FEED_ID, SESSION));
        assertTrue(model.containsKey(first) || first == next, "begins inside a frame");
        int length = ring.copyFrame(FEED_ID, SESSION, sequence, copy, 16);
        if (sequence < first || sequence >= next) {
            assertEquals(NOT_THERE, length);
        } else {
            assertArrayEquals(model.floorEntry(sequence).getValue(), bytes(16, length));
        }
    }

    // All but the room for one frame that may come, and what is skipped where it would not fit.
    private static void checkItHoldsAsMuchAsFits(
            RetransmitRing ring, TreeMap<Long, byte[]> model, int capacity, int maxLength) {
        long first = ring.firstSequence(FEED_ID, SESSION);
        long held =
                model.tailMap(first).values().stream()
                        .mapToLong(frame -> frame.length + RECORD_HEAD)
                        .sum();
        long all = model.values().stream().mapToLong(frame -> frame.length + RECORD_HEAD).sum();
        assertTrue(held <= capacity, "more than fits");
        assertTrue(held >= Math.min(all, capacity - 4L * (maxLength + 16)), "too little is held");
    }

    /** The index says where records are in 32 bits, for which a ring is much too small. */
    @Example
    void shouldFindItemsAfterMoreThan32GiBAsBefore() {
        RingWriter writer = new RingWriter(1 << 19, 65_504);
        try (RetransmitRing ring = writer.ring) {
            for (long kept = 0; kept < (32L << 30) + (1 << 20); kept += 65_504) {
                writer.trades(writer.maxTrades());
                long first = ring.firstSequence(FEED_ID, SESSION);
                assertTrue(ring.copyFrame(FEED_ID, SESSION, first, copy, 0) > 0, "kept: " + kept);
            }
            int length = ring.copyFrame(FEED_ID, SESSION, writer.next() - 1, copy, 0);
            assertArrayEquals(writer.bytes(), bytes(0, length));
        }
    }

    @Property(tries = 50)
    void shouldNeverLetDefinitionsGo(
            @ForAll("sizes") @Size(min = 1, max = 60) List<Integer> counts) {
        RingWriter writer = new RingWriter(16 << 10, 1376);
        List<byte[]> made = new ArrayList<>();
        try (RetransmitRing ring = writer.ring) {
            for (int count : counts) {
                made.add(writer.definitions(1 + count % 20).bytes());
                writer.trades(33);
            }
            for (int i = 0; i < made.size(); i++) {
                int length = ring.copyDefinitions(FEED_ID, SESSION, i, copy, 0);
                assertArrayEquals(made.get(i), bytes(0, length));
            }
            assertEquals(NOT_THERE, ring.copyDefinitions(FEED_ID, SESSION, made.size(), copy, 0));
        }
    }

    @Example
    void shouldAnswerTheSessionsEndForTheItemThatNeverComes() {
        RingWriter writer = new RingWriter(16 << 10, 1376).trades(5);
        try (RetransmitRing ring = writer.ring) {
            assertEquals(NOT_THERE, ring.copyFrame(FEED_ID, SESSION, 6, copy, 0));
            writer.end();
            int length = ring.copyFrame(FEED_ID, SESSION, 6, copy, 0);
            FrameDecoder frame = new FrameDecoder();
            assertEquals(FrameStatus.OK, frame.wrap(copy, 0, length));
            assertEquals(FrameDecoder.SESSION_END, frame.templateId());
            assertEquals(NOT_THERE, ring.copyFrame(FEED_ID, SESSION, 7, copy, 0));
        }
    }

    @Example
    void shouldHoldNothingOfOtherFeedsAndSessions() {
        RingWriter writer = new RingWriter(16 << 10, 1376).definitions(1).end();
        try (RetransmitRing ring = writer.ring) {
            for (int feed : new int[] {FEED_ID, FEED_ID + 1}) {
                long session = feed == FEED_ID ? SESSION + 1 : SESSION;
                assertEquals(0, ring.firstSequence(feed, session));
                assertEquals(0, ring.nextSequence(feed, session));
                assertEquals(NOT_THERE, ring.copyFrame(feed, session, 1, copy, 0));
                assertEquals(NOT_THERE, ring.copyDefinitions(feed, session, 0, copy, 0));
            }
            assertEquals(1, ring.firstSequence(FEED_ID, SESSION));
            assertEquals(2, ring.nextSequence(FEED_ID, SESSION));
        }
    }

    @Example
    void shouldHoldNothingOnceClosed() {
        RingWriter writer = new RingWriter(16 << 10, 1376).definitions(1).end();
        writer.ring.close();
        writer.ring.close();
        assertEquals(0, writer.ring.firstSequence(FEED_ID, SESSION));
        assertEquals(0, writer.ring.nextSequence(FEED_ID, SESSION));
        assertEquals(NOT_THERE, writer.ring.copyFrame(FEED_ID, SESSION, 1, copy, 0));
        assertEquals(NOT_THERE, writer.ring.copyFrame(FEED_ID, SESSION, 2, copy, 0));
        assertEquals(NOT_THERE, writer.ring.copyDefinitions(FEED_ID, SESSION, 0, copy, 0));
    }

    private byte[] bytes(int offset, int length) {
        byte[] bytes = new byte[length];
        copy.getBytes(offset, bytes);
        return bytes;
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 10_000);
        return Arbitraries.oneOf(any, Arbitraries.just(0), Arbitraries.just(32)).list();
    }

    @Provide
    Arbitrary<Integer> maxLengths() {
        return Arbitraries.of(100, 128, 500, 1_376, 8_160);
    }
}
