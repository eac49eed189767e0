package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SequenceRangesTest {
    /** Against a set of bits. */
    @Property(tries = 200)
    void shouldHoldExactlyWhatWasAddedAsTheFewestRanges(@ForAll long seed) {
        Random random = new Random(seed);
        SequenceRanges ranges = new SequenceRanges();
        BitSet model = new BitSet();
        for (int step = 0; step < 300; step++) {
            int first = 1 + random.nextInt(600);
            int last = first + random.nextInt(12);
            switch (random.nextInt(4)) {
                case 0 -> {
                    BitSet both = model.get(first, last + 1);
                    assertEquals(both.cardinality(), ranges.remove(first, last));
                    model.clear(first, last + 1);
                }
                case 1 -> {
                    if (ranges.count() > 1) {
                        model.set((int) ranges.to(0), (int) ranges.from(1));
                        ranges.joinFirstTwo();
                    }
                }
                default -> {
                    ranges.add(first, last);
                    model.set(first, last + 1);
                }
            }
            assertSame(model, ranges);
            assertEquals(model.nextClearBit(first) - 1L, ranges.runFrom(first));
            assertEquals(!model.get(first, last + 1).isEmpty(), ranges.overlaps(first, last));
        }
    }

    private static void assertSame(BitSet model, SequenceRanges ranges) {
        int bit = model.nextSetBit(0);
        for (int i = 0; i < ranges.count(); i++) {
            int end = model.nextClearBit(bit);
            assertEquals(bit, ranges.from(i));
            assertEquals(end - 1, ranges.to(i));
            bit = model.nextSetBit(end);
        }
        assertEquals(-1, bit, "ranges are absent");
        assertEquals(model.cardinality(), ranges.total());
    }

    @Test
    void shouldSayWhatThereIsNoRoomFor() {
        SequenceRanges ranges = new SequenceRanges();
        for (int i = 0; i < SequenceRanges.MAX_RANGES; i++) {
            assertTrue(ranges.canAppend(10 * i + 1));
            ranges.append(10 * i + 1, 10 * i + 5);
        }
        int end = 10 * SequenceRanges.MAX_RANGES - 4;
        assertFalse(ranges.canAppend(end + 1));
        assertTrue(ranges.canAppend(end), "touches the last");
        assertFalse(ranges.canRemove(12, 14), "splits");
        assertTrue(ranges.canRemove(11, 14), "takes the head");
        assertTrue(ranges.canRemove(12, 15), "takes the tail");
        assertTrue(ranges.canRemove(6, 10), "takes nothing");
        assertTrue(ranges.canRemove(4, 32), "takes whole ones");
    }
}
