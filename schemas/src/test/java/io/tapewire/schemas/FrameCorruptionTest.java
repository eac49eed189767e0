package io.tapewire.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * No change to a sealed frame goes unnoticed. Run with bounds checks on, and again with them off.
 */
@Tag("corruption")
class FrameCorruptionTest {
    private static final PageEnd PAGE_END = new PageEnd();

    private final FrameDecoder decoder = new FrameDecoder();

    @Example
    void shouldFaultOneBytePastTheFrame() {
        assertFalse(faultsAt(PageEnd.END - 1));
        assertTrue(faultsAt(PageEnd.END));
    }

    // The JVM tells of the fault at one of the next calls, not at the read itself.
    private static boolean faultsAt(int offset) {
        try {
            PAGE_END.memory().getByte(offset);
            for (int i = 0; i < 1_000; i++) {
                Thread.yield();
            }
            return false;
        } catch (InternalError fault) {
            return true;
        }
    }

    @Example
    void shouldCheckBoundsUnlessToldNotTo() {
        boolean disabled = Boolean.getBoolean(UnsafeBuffer.DISABLE_BOUNDS_CHECKS_PROP_NAME);
        assertEquals(!disabled, UnsafeBuffer.SHOULD_BOUNDS_CHECK);
    }

    @Example
    void shouldAcceptWhatWasSealed() {
        SampleFrames.all()
                .forEach((kind, frame) -> assertEquals(FrameStatus.OK, check(frame), kind));
    }

    @Example
    void shouldRejectEverySingleBitFlip() {
        SampleFrames.all().forEach(this::flipEveryBit);
    }

    private void flipEveryBit(String kind, byte[] frame) {
        for (int bit = 0; bit < frame.length * 8; bit++) {
            frame[bit / 8] ^= (byte) (1 << bit % 8);
            boolean inSchemaId = bit / 8 == 4 || bit / 8 == 5;
            FrameStatus expected = inSchemaId ? FrameStatus.FOREIGN_SCHEMA : FrameStatus.CHECKSUM;
            assertEquals(expected, check(frame), kind + ", bit " + bit);
            frame[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    @Example
    void shouldRejectEveryTruncation() {
        SampleFrames.all().forEach(this::truncate);
    }

    private void truncate(String kind, byte[] frame) {
        for (int length = 0; length < frame.length; length++) {
            FrameStatus expected =
                    length < FrameDecoder.MIN_LENGTH ? FrameStatus.TOO_SHORT : FrameStatus.CHECKSUM;
            assertEquals(expected, check(Arrays.copyOf(frame, length)), kind + " of " + length);
        }
    }

    @Example
    void shouldRejectEveryExtensionByUpTo64Bytes() {
        SampleFrames.all().forEach(this::extend);
    }

    private void extend(String kind, byte[] frame) {
        Random random = new Random(0x7A9E);
        for (int extra = 1; extra <= 64; extra++) {
            byte[] zeros = Arrays.copyOf(frame, frame.length + extra);
            assertEquals(FrameStatus.CHECKSUM, check(zeros), kind + " and zeros: " + extra);
            byte[] noise = new byte[extra];
            random.nextBytes(noise);
            byte[] longer = FrameEdit.of(frame).insert(frame.length, noise).unsealed();
            assertEquals(FrameStatus.CHECKSUM, check(longer), kind + " and noise: " + extra);
        }
    }

    @Property
    void shouldRejectBursts(
            @ForAll @IntRange(max = 8) int kind,
            @ForAll Random random,
            @ForAll @Size(min = 1, max = 64) byte[] burst) {
        byte[] sealed = SampleFrames.all().values().toArray(byte[][]::new)[kind];
        byte[] frame = sealed.clone();
        int length = Math.min(burst.length, frame.length);
        System.arraycopy(burst, 0, frame, random.nextInt(frame.length - length + 1), length);
        Assume.that(!Arrays.equals(sealed, frame));
        assertNotEquals(FrameStatus.OK, check(frame));
    }

    @Property
    void shouldRejectGarbage(
            @ForAll @Size(max = 3_000) byte[] garbage, @ForAll boolean claimsOurSchema) {
        if (claimsOurSchema && garbage.length > FrameEdit.VERSION) {
            FrameEdit ours = FrameEdit.of(garbage).u16(FrameEdit.SCHEMA, 0x5457);
            assertNotEquals(FrameStatus.OK, check(ours.unsealed()));
        } else {
            assertNotEquals(FrameStatus.OK, check(garbage));
        }
    }

    @Example
    void shouldRejectSwappedHalves() {
        SampleFrames.all()
                .forEach(
                        (kind, frame) -> {
                            byte[] end = Arrays.copyOfRange(frame, frame.length / 2, frame.length);
                            byte[] swapped =
                                    FrameEdit.of(frame)
                                            .insert(0, end)
                                            .length(frame.length)
                                            .unsealed();
                            assertNotEquals(FrameStatus.OK, check(swapped), kind);
                        });
    }

    private FrameStatus check(byte[] bytes) {
        return PAGE_END.check(decoder, bytes);
    }
}
