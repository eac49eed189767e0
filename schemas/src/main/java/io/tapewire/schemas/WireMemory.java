package io.tapewire.schemas;

import io.tapewire.schemas.sbe.TradeBatchEncoder;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/**
 * Memory in the wire's byte order; nothing is checked. What is written lies outside the Java heap;
 * what is read there too, or in an array, at an offset of the JVM's, and then that is given as
 * well.
 */
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

    // Which of the two is asked each time: a read that may be either may also, as far as the JIT
    // knows, be of any field of any object, and it reads those again after it.

    static long getLong(byte[] array, long address) {
        long bits = array == null ? UnsafeApi.getLong(address) : UnsafeApi.getLong(array, address);
        return IS_NATIVE ? bits : Long.reverseBytes(bits);
    }

    static int getInt(byte[] array, long address) {
        int bits = array == null ? UnsafeApi.getInt(address) : UnsafeApi.getInt(array, address);
        return IS_NATIVE ? bits : Integer.reverseBytes(bits);
    }

    /** From 0 to 65535. */
    static int getShort(byte[] array, long address) {
        short bits =
                array == null ? UnsafeApi.getShort(address) : UnsafeApi.getShort(array, address);
        return (IS_NATIVE ? bits : Short.reverseBytes(bits)) & 0xFFFF;
    }
}
