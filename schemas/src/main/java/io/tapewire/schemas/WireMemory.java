package io.tapewire.schemas;

import io.tapewire.schemas.sbe.TradeBatchEncoder;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/** Writes to memory outside the Java heap in the wire's byte order; nothing is checked. */
final class WireMemory {
    private static final boolean IS_NATIVE =
            ByteOrder.nativeOrder() == TradeBatchEncoder.BYTE_ORDER;

    private WireMemory() {}

    static void putLong(long address, long value) {
        UnsafeApi.putLong(address, IS_NATIVE ? value : Long.reverseBytes(value));
    }

    static void putInt(long address, int value) {
        UnsafeApi.putInt(address, IS_NATIVE ? value : Integer.reverseBytes(value));
    }

    static void putShort(long address, int value) {
        short bits = (short) value;
        UnsafeApi.putShort(address, IS_NATIVE ? bits : Short.reverseBytes(bits));
    }
}
