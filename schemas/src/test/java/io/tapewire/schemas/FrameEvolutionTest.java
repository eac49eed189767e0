package io.tapewire.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Frames as a newer version will write them: fields added at the end of a block or of an item. */
@Tag("corruption")
class FrameEvolutionTest {
    private static final PageEnd PAGE_END = new PageEnd();

    private final FrameDecoder decoder = new FrameDecoder();

    @Property(tries = 200)
    void shouldReadTheFieldsItKnowsOfANewerVersion(
            @ForAll @IntRange(min = 1, max = 0xFFFF) int version,
            @ForAll @Size(max = 40) byte[] addedToBlock,
            @ForAll @Size(max = 40) byte[] addedToItem) {
        SampleFrames.all()
                .forEach(
                        (kind, frame) -> {
                            byte[] newer = newer(frame, version, addedToBlock, addedToItem);
                            assertEquals(fieldsOf(frame), fieldsOf(newer), kind);
                            assertEquals(version, decoder.version());
                        });
    }

    @Example
    void shouldReadThePrefixOfATemplateThatANewerVersionAdded() {
        FrameEdit frame = FrameEdit.of(SampleFrames.trades(3));
        byte[] newer = frame.u16(FrameEdit.VERSION, 1).u16(FrameEdit.TEMPLATE, 77).sealed();
        assertEquals(FrameStatus.OK, PAGE_END.check(decoder, newer));
        assertEquals(77, decoder.templateId());
        assertEquals(SampleFrames.FEED_ID, decoder.feedId());
        assertEquals(SampleFrames.SESSION, decoder.session());
        assertEquals(1_000, decoder.sequence());
        assertEquals(1_003, decoder.nextSequence());
        assertEquals(SampleFrames.SEAL_TIME_NS, decoder.sealTimeNs());
    }

    @Example
    void shouldReadAValueThatANewerVersionAddedAsUnknown() {
        int sideAt = FrameEdit.ITEMS + 38;
        byte[] frame = SampleFrames.trades(1);
        frame[sideAt] = 3;
        Map<String, Object> fields = fieldsOf(FrameEdit.of(frame).sealed());
        long side = (long) fields.get("trades[0].side");
        assertEquals(3, side);
        assertEquals(Side.NONE, Side.of((int) side));
    }

    private Map<String, Object> fieldsOf(byte[] frame) {
        assertEquals(FrameStatus.OK, PAGE_END.check(decoder, frame));
        return FrameFields.of(decoder);
    }

    private static byte[] newer(byte[] frame, int version, byte[] toBlock, byte[] toItem) {
        int template = frame[FrameEdit.TEMPLATE];
        boolean hasItems = template == FrameDecoder.TRADES || template == FrameDecoder.DEFINITIONS;
        int blockLength = hasItems ? frame[FrameEdit.BLOCK_LENGTH] : frame.length - 8;
        FrameEdit newer = FrameEdit.of(frame).u16(FrameEdit.VERSION, version);
        if (hasItems) {
            int itemLength = frame[FrameEdit.ITEM_LENGTH];
            for (int end = frame.length; end > FrameEdit.ITEMS; end -= itemLength) {
                newer.insert(end, toItem);
            }
            newer.u16(FrameEdit.ITEM_LENGTH, itemLength + toItem.length);
        }
        newer.insert(8 + blockLength, toBlock);
        return newer.u16(FrameEdit.BLOCK_LENGTH, blockLength + toBlock.length).sealed();
    }
}
