package io.tapewire.schemas;

import static io.tapewire.schemas.FrameEdit.BLOCK_LENGTH;
import static io.tapewire.schemas.FrameEdit.COUNT;
import static io.tapewire.schemas.FrameEdit.ITEM_COUNT;
import static io.tapewire.schemas.FrameEdit.ITEM_LENGTH;
import static io.tapewire.schemas.FrameEdit.SCHEMA;
import static io.tapewire.schemas.FrameEdit.SEQUENCE;
import static io.tapewire.schemas.FrameEdit.SESSION;
import static io.tapewire.schemas.FrameEdit.TEMPLATE;
import static io.tapewire.schemas.FrameEdit.VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.agrona.concurrent.UnsafeBuffer;

/** Lies under a right checksum: each has its name, and none is read past the frame's end. */
@Tag("corruption")
class FrameStructureTest {
    private static final long MAX_U32 = 0xFFFF_FFFFL;
    private static final int MAX_U16 = 0xFFFF;
    private static final PageEnd PAGE_END = new PageEnd();

    private static final int HEAP_OFFSET = 5;

    private final FrameDecoder decoder = new FrameDecoder();

    @Example
    void shouldNameWhatIsTooShort() {
        assertStatus(FrameStatus.TOO_SHORT, new byte[0]);
        assertStatus(FrameStatus.TOO_SHORT, heartbeat().length(43).sealed());
        assertEquals(FrameStatus.TOO_SHORT, decoder.wrap(PAGE_END.memory(), PageEnd.END, -1));
    }

    @Example
    void shouldNameAForeignSchema() {
        assertStatus(FrameStatus.FOREIGN_SCHEMA, heartbeat().u16(SCHEMA, 0).sealed());
        assertStatus(FrameStatus.FOREIGN_SCHEMA, heartbeat().u16(SCHEMA, 0x5754).sealed());
    }

    @Example
    void shouldNameAWrongChecksum() {
        assertStatus(FrameStatus.CHECKSUM, heartbeat().i64(SEQUENCE, 1_001).unsealed());
    }

    @Example
    void shouldNameAnUnknownTemplateOfItsOwnVersion() {
        for (int template : new int[] {0, 6, 9, 12, MAX_U16}) {
            assertStatus(
                    FrameStatus.UNKNOWN_TEMPLATE, heartbeat().u16(TEMPLATE, template).sealed());
        }
    }

    @Example
    void shouldNameAnImpossibleBlockLength() {
        for (int length : new int[] {0, 35, 37, MAX_U16}) {
            assertStatus(FrameStatus.BLOCK_LENGTH, trades().u16(BLOCK_LENGTH, length).sealed());
            assertStatus(
                    FrameStatus.BLOCK_LENGTH, definitions().u16(BLOCK_LENGTH, length).sealed());
            assertStatus(FrameStatus.BLOCK_LENGTH, heartbeat().u16(BLOCK_LENGTH, length).sealed());
            assertStatus(FrameStatus.BLOCK_LENGTH, sessionEnd().u16(BLOCK_LENGTH, length).sealed());
            for (FrameEdit frame : recovery()) {
                assertStatus(FrameStatus.BLOCK_LENGTH, frame.u16(BLOCK_LENGTH, length).sealed());
            }
        }
        for (int template : new int[] {1, 2, 3, 4, 5, 6, 10, 11, 12}) {
            FrameEdit newer = heartbeat().u16(VERSION, MAX_U16).u16(TEMPLATE, template);
            assertStatus(FrameStatus.BLOCK_LENGTH, newer.u16(BLOCK_LENGTH, 35).sealed());
        }
    }

    @Example
    void shouldNameAnImpossibleItemLength() {
        for (int length : new int[] {0, 39, 41, MAX_U16}) {
            assertStatus(FrameStatus.ITEM_LENGTH, trades().u16(ITEM_LENGTH, length).sealed());
            assertStatus(FrameStatus.ITEM_LENGTH, definitions().u16(ITEM_LENGTH, length).sealed());
        }
        for (int length : new int[] {0, 39}) {
            FrameEdit newer = trades().u16(VERSION, 1);
            assertStatus(FrameStatus.ITEM_LENGTH, newer.u16(ITEM_LENGTH, length).sealed());
        }
    }

    @Example
    void shouldNameAnImpossibleItemCount() {
        for (int count : new int[] {0, 1, 4, MAX_U16}) {
            assertStatus(FrameStatus.ITEM_COUNT, trades().u16(COUNT, count).sealed());
            assertStatus(FrameStatus.ITEM_COUNT, definitions().u16(COUNT, count).sealed());
        }
        for (long itemCount : new long[] {0, 2, 4, MAX_U16, MAX_U32}) {
            assertStatus(FrameStatus.ITEM_COUNT, trades().u32(ITEM_COUNT, itemCount).sealed());
        }
        for (long itemCount : new long[] {2, 4, MAX_U32}) {
            assertStatus(FrameStatus.ITEM_COUNT, definitions().u32(ITEM_COUNT, itemCount).sealed());
        }
        for (long itemCount : new long[] {1, MAX_U32}) {
            assertStatus(FrameStatus.ITEM_COUNT, heartbeat().u32(ITEM_COUNT, itemCount).sealed());
            assertStatus(FrameStatus.ITEM_COUNT, sessionEnd().u32(ITEM_COUNT, itemCount).sealed());
            for (FrameEdit frame : recovery()) {
                assertStatus(FrameStatus.ITEM_COUNT, frame.u32(ITEM_COUNT, itemCount).sealed());
            }
        }
    }

    @Example
    void shouldNameALengthThatItsItemsDoNotAddUpTo() {
        FrameEdit counts = trades().u32(ITEM_COUNT, MAX_U16).u16(COUNT, MAX_U16);
        assertStatus(FrameStatus.LENGTH, counts.sealed());
        assertStatus(FrameStatus.LENGTH, trades().length(44).sealed());
        assertStatus(FrameStatus.LENGTH, trades().length(47).sealed());
        assertStatus(FrameStatus.LENGTH, trades().length(48).sealed());
        assertStatus(FrameStatus.LENGTH, trades().length(48 + 3 * 40 - 1).sealed());
        assertStatus(FrameStatus.LENGTH, trades().length(48 + 3 * 40 + 1).sealed());
        assertStatus(FrameStatus.LENGTH, definitions().length(48 + 2 * 52).sealed());
        assertStatus(FrameStatus.LENGTH, heartbeat().length(51).sealed());
        assertStatus(FrameStatus.LENGTH, heartbeat().length(53).sealed());
        assertStatus(FrameStatus.LENGTH, sessionEnd().length(52).sealed());
        for (byte[] frame : SampleFrames.recovery()) {
            assertStatus(FrameStatus.LENGTH, FrameEdit.of(frame).length(frame.length - 1).sealed());
            assertStatus(FrameStatus.LENGTH, FrameEdit.of(frame).length(frame.length + 1).sealed());
        }
    }

    @Example
    void shouldNameTheLengthOfANewerVersionsLies() {
        for (FrameEdit frame : new FrameEdit[] {trades(), definitions(), heartbeat()}) {
            frame.u16(VERSION, 1);
            assertStatus(FrameStatus.LENGTH, frame.u16(BLOCK_LENGTH, MAX_U16).sealed());
            assertStatus(FrameStatus.LENGTH, frame.u16(TEMPLATE, 6).sealed());
        }
        assertStatus(
                FrameStatus.LENGTH, trades().u16(VERSION, 1).u16(ITEM_LENGTH, MAX_U16).sealed());
        assertStatus(
                FrameStatus.LENGTH, heartbeat().u16(VERSION, 1).u16(BLOCK_LENGTH, 45).sealed());
    }

    @Example
    void shouldNameAnImpossibleSequenceOrSession() {
        for (long value : new long[] {0, -1, Long.MIN_VALUE}) {
            assertStatus(FrameStatus.SEQUENCE, trades().i64(SEQUENCE, value).sealed());
            assertStatus(FrameStatus.SEQUENCE, heartbeat().i64(SESSION, value).sealed());
        }
        assertStatus(FrameStatus.OK, trades().i64(SEQUENCE, Long.MAX_VALUE - 3).sealed());
        assertStatus(FrameStatus.SEQUENCE, trades().i64(SEQUENCE, Long.MAX_VALUE - 2).sealed());
        assertStatus(FrameStatus.OK, heartbeat().i64(SEQUENCE, Long.MAX_VALUE).sealed());
        FrameEdit unknown = heartbeat().u16(VERSION, 1).u16(TEMPLATE, 9).u32(ITEM_COUNT, MAX_U32);
        assertStatus(FrameStatus.OK, unknown.sealed());
        assertEquals(1_000 + MAX_U32, decoder.nextSequence());
        assertStatus(FrameStatus.SEQUENCE, unknown.i64(SEQUENCE, Long.MAX_VALUE).sealed());
    }

    @Property(tries = 20_000)
    void shouldGiveEveryLieTheNameThatTheWireFormatGivesIt(
            @ForAll("edges") int template,
            @ForAll("edges") int version,
            @ForAll("edges") int blockLength,
            @ForAll("edges") int itemLength,
            @ForAll("edges") int count,
            @ForAll("edges") int itemCount,
            @ForAll("edges") int sequence,
            @ForAll @IntRange(min = 44, max = 400) int length) {
        int head = 8 + blockLength;
        FrameEdit frame = FrameEdit.of(SampleFrames.trades(3)).length(length);
        frame.u16(TEMPLATE, template).u16(VERSION, version).u16(BLOCK_LENGTH, blockLength);
        frame.u32(ITEM_COUNT, itemCount).i64(SEQUENCE, sequence);
        if (head >= 44 && head + 4 <= length) {
            frame.u16(head, itemLength).u16(head + 2, count);
        }
        byte[] bytes = frame.sealed();
        assertStatus(ReferenceReader.status(bytes), bytes);
    }

    @Provide
    Arbitrary<Integer> edges() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.of(0, 1, 2, 3, 4, 5, 10, 11)),
                Tuple.of(8, Arbitraries.of(35, 36, 37, 40, 41, 44, 45, 49, 52, 53, 61, 301)),
                Tuple.of(1, Arbitraries.of(MAX_U16 - 1, MAX_U16)),
                Tuple.of(1, Arbitraries.integers()));
    }

    private void assertStatus(FrameStatus expected, byte[] bytes) {
        assertEquals(expected, ReferenceReader.status(bytes), "by the wire format");
        assertEquals(expected, PAGE_END.check(decoder, bytes));
        assertEquals(expected, checkOnHeap(bytes), "on the heap");
    }

    private FrameStatus checkOnHeap(byte[] bytes) {
        UnsafeBuffer array = new UnsafeBuffer(new byte[HEAP_OFFSET + bytes.length]);
        array.putBytes(HEAP_OFFSET, bytes);
        return decoder.wrap(array, HEAP_OFFSET, bytes.length);
    }

    @Example
    void shouldReadTheSameOnTheHeap() {
        byte[] bytes = trades().sealed();
        FrameDecoder outside = new FrameDecoder();
        assertEquals(FrameStatus.OK, PAGE_END.check(outside, bytes));
        assertEquals(FrameStatus.OK, checkOnHeap(bytes));
        assertEquals(outside.templateId(), decoder.templateId());
        assertEquals(outside.feedId(), decoder.feedId());
        assertEquals(outside.session(), decoder.session());
        assertEquals(outside.sequence(), decoder.sequence());
        assertEquals(outside.nextSequence(), decoder.nextSequence());
        assertEquals(outside.sealTimeNs(), decoder.sealTimeNs());
        assertEquals(outside.itemLength(), decoder.itemLength());
        assertEquals(outside.frame(), decoder.frame());
    }

    @Example
    void shouldReadNothingBeforeTheFirstFrame() {
        FrameDecoder fresh = new FrameDecoder();
        assertEquals(0, fresh.templateId());
        assertEquals(0, fresh.itemCount());
    }

    private static FrameEdit trades() {
        return FrameEdit.of(SampleFrames.trades(3));
    }

    private static FrameEdit definitions() {
        return FrameEdit.of(SampleFrames.definitions(3));
    }

    private static FrameEdit heartbeat() {
        return FrameEdit.of(SampleFrames.heartbeat());
    }

    private static List<FrameEdit> recovery() {
        return SampleFrames.recovery().stream().map(FrameEdit::of).toList();
    }

    private static FrameEdit sessionEnd() {
        return FrameEdit.of(SampleFrames.sessionEnd());
    }
}
