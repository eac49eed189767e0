package io.tapewire.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The checks of docs/wire-format.md, written a second time from that page. */
final class ReferenceReader {
    private ReferenceReader() {}

    static FrameStatus status(byte[] bytes) {
        if (bytes.length < 44) {
            return FrameStatus.TOO_SHORT;
        }
        ByteBuffer frame = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (u16(frame, 4) != 0x5457) {
            return FrameStatus.FOREIGN_SCHEMA;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, 8);
        crc.update(bytes, 12, bytes.length - 12);
        if (u32(frame, 8) != crc.getValue()) {
            return FrameStatus.CHECKSUM;
        }
        long sequence = frame.getLong(24);
        long itemCount = u32(frame, 40);
        if (frame.getLong(16) < 1 || sequence < 1 || Long.MAX_VALUE - sequence < itemCount) {
            return FrameStatus.SEQUENCE;
        }
        boolean newer = u16(frame, 6) > 0;
        int blockLength = u16(frame, 0);
        return switch (u16(frame, 2)) {
            case 1 -> items(frame, blockLength, newer, 40, false);
            case 2 -> items(frame, blockLength, newer, 52, true);
            case 3 -> noItems(frame, blockLength, newer, 44);
            case 4 -> noItems(frame, blockLength, newer, 45);
            case 5 -> noItems(frame, blockLength, newer, 301);
            case 10 -> noItems(frame, blockLength, newer, 49);
            case 11 -> noItems(frame, blockLength, newer, 61);
            default -> newer ? unknown(frame, blockLength) : FrameStatus.UNKNOWN_TEMPLATE;
        };
    }

    private static FrameStatus unknown(ByteBuffer frame, int blockLength) {
        if (blockLength < 36) {
            return FrameStatus.BLOCK_LENGTH;
        }
        return frame.capacity() < 8 + blockLength ? FrameStatus.LENGTH : FrameStatus.OK;
    }

    private static FrameStatus noItems(ByteBuffer frame, int blockLength, boolean newer, int own) {
        if (!fits(blockLength, newer, own)) {
            return FrameStatus.BLOCK_LENGTH;
        }
        if (u32(frame, 40) != 0) {
            return FrameStatus.ITEM_COUNT;
        }
        return frame.capacity() == 8 + blockLength ? FrameStatus.OK : FrameStatus.LENGTH;
    }

    private static FrameStatus items(
            ByteBuffer frame, int blockLength, boolean newer, int ownItem, boolean mayRepeat) {
        if (!fits(blockLength, newer, 36)) {
            return FrameStatus.BLOCK_LENGTH;
        }
        int head = 8 + blockLength;
        if (frame.capacity() < head + 4) {
            return FrameStatus.LENGTH;
        }
        int itemLength = u16(frame, head);
        int count = u16(frame, head + 2);
        if (!fits(itemLength, newer, ownItem)) {
            return FrameStatus.ITEM_LENGTH;
        }
        long itemCount = u32(frame, 40);
        if (itemCount != count && !(mayRepeat && itemCount == 0)) {
            return FrameStatus.ITEM_COUNT;
        }
        return frame.capacity() == head + 4L + (long) count * itemLength
                ? FrameStatus.OK
                : FrameStatus.LENGTH;
    }

    private static boolean fits(int length, boolean newer, int own) {
        return newer ? length >= own : length == own;
    }

    private static int u16(ByteBuffer frame, int at) {
        return Short.toUnsignedInt(frame.getShort(at));
    }

    private static long u32(ByteBuffer frame, int at) {
        return Integer.toUnsignedLong(frame.getInt(at));
    }
}
