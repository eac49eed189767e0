package io.tapewire.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FrameChecksumTest {
    @Test
    void shouldBeTheCastagnoliChecksumWithoutItsOwnFourBytes() {
        byte[] bytes = "12345678####9".getBytes(US_ASCII);
        assertEquals(0xE3069283, FrameChecksum.of(new UnsafeBuffer(bytes), bytes.length));
        assertEquals(0xE3069283, FrameChecksum.of(direct(bytes, 0), bytes.length));
    }

    @Test
    void shouldBeTheSameInEveryKindOfMemory() {
        Random random = new Random(0xC4C);
        for (int length = FrameDecoder.MIN_LENGTH; length < 1_500; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            int expected = FrameChecksum.of(new UnsafeBuffer(bytes), length);
            int offset = length % 17;

            byte[] wider = FrameEdit.of(bytes).insert(0, new byte[offset]).unsealed();
            ByteBuffer heap = ByteBuffer.wrap(wider, offset, length).slice();
            assertEquals(expected, of(new UnsafeBuffer(wider, offset, length)));
            assertEquals(expected, of(new UnsafeBuffer(heap)));
            assertEquals(expected, of(new UnsafeBuffer(heap.asReadOnlyBuffer())));
            assertEquals(expected, of(direct(bytes, offset)));
        }
    }

    private static int of(UnsafeBuffer frame) {
        return FrameChecksum.of(frame, frame.capacity());
    }

    private static UnsafeBuffer direct(byte[] bytes, int offset) {
        int capacity = offset + bytes.length;
        UnsafeBuffer memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(capacity, 64));
        memory.putBytes(offset, bytes);
        return new UnsafeBuffer(memory, offset, bytes.length);
    }
}
