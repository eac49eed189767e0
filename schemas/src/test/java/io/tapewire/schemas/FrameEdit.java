package io.tapewire.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Changes the bytes of a copy of a frame, and seals the lie with a right checksum. */
final class FrameEdit {
    static final int BLOCK_LENGTH = 0;
    static final int TEMPLATE = 2;
    static final int SCHEMA = 4;
    static final int VERSION = 6;
    static final int CHECKSUM = 8;
    static final int SESSION = 16;
    static final int SEQUENCE = 24;
    static final int ITEM_COUNT = 40;
    static final int BLOCK_END = 44;
    static final int ITEM_LENGTH = 44;
    static final int COUNT = 46;
    static final int ITEMS = 48;

    private byte[] bytes;

    private FrameEdit(byte[] bytes) {
        this.bytes = bytes;
    }

    static FrameEdit of(byte[] frame) {
        return new FrameEdit(frame.clone());
    }

    FrameEdit u16(int at, int value) {
        littleEndian().putShort(at, (short) value);
        return this;
    }

    FrameEdit u32(int at, long value) {
        littleEndian().putInt(at, (int) value);
        return this;
    }

    FrameEdit i64(int at, long value) {
        littleEndian().putLong(at, value);
        return this;
    }

    /** Cuts the end off, or adds zeros to it. */
    FrameEdit length(int lengthBytes) {
        bytes = Arrays.copyOf(bytes, lengthBytes);
        return this;
    }

    FrameEdit insert(int at, byte[] extra) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + extra.length);
        System.arraycopy(extra, 0, longer, at, extra.length);
        System.arraycopy(bytes, at, longer, at + extra.length, bytes.length - at);
        bytes = longer;
        return this;
    }

    byte[] unsealed() {
        return bytes;
    }

    byte[] sealed() {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM);
        crc.update(bytes, CHECKSUM + 4, bytes.length - CHECKSUM - 4);
        return u32(CHECKSUM, crc.getValue()).bytes;
    }

    private ByteBuffer littleEndian() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
