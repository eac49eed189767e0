package io.tapewire.subscriber.faults;

import java.util.SplittableRandom;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Makes a damaged copy of a frame, that is never the same as the frame. */
final class Corruption {
    /** So few in a row that a CRC-32 finds every one of them. */
    static final int MAX_DAMAGE = 4;

    private static final int BYTE_VALUES = 256;

    private final SplittableRandom dice;
    private final UnsafeBuffer copy;

    Corruption(SplittableRandom dice, int maxLengthBytes) {
        this.dice = dice;
        copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(maxLengthBytes, Long.BYTES));
    }

    /**
     * @param lengthBytes above 0
     * @return the length of the copy, which is shorter where its end was cut off
     */
    int damage(DirectBuffer buffer, int offset, int lengthBytes) {
        copy.putBytes(0, buffer, offset, lengthBytes);
        if (dice.nextInt(2) == 0) {
            return dice.nextInt(lengthBytes);
        }
        int from = dice.nextInt(lengthBytes);
        int count = 1 + dice.nextInt(Math.min(MAX_DAMAGE, lengthBytes - from));
        for (int i = from; i < from + count; i++) {
            copy.putByte(i, (byte) (copy.getByte(i) ^ (1 + dice.nextInt(BYTE_VALUES - 1))));
        }
        return lengthBytes;
    }

    /** From its beginning, until the next damage. */
    DirectBuffer copy() {
        return copy;
    }
}
