package io.tapewire.schemas;

import io.tapewire.schemas.sbe.FramePrefixDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.zip.CRC32C;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The CRC-32C (Castagnoli, as in RFC 3720) of a frame's bytes in order, without the four of the
 * checksum itself. Stateless.
 *
 * <p>The JDK has a hardware CRC-32C of memory at an address, but behind a ByteBuffer that would
 * have to be made or moved for every frame. This reaches the address form itself, which needs
 * {@code --add-opens java.base/java.util.zip=ALL-UNNAMED}.
 */
final class FrameChecksum {
    static final int OFFSET =
            MessageHeaderDecoder.ENCODED_LENGTH + FramePrefixDecoder.checksumEncodingOffset();
    static final int COVERED_AGAIN_FROM = OFFSET + FramePrefixDecoder.checksumEncodingLength();

    private static final MethodHandle UPDATE_AT_ADDRESS = updateAtAddress();

    private FrameChecksum() {}

    /**
     * To be asked before the path, where an answer can still be a sentence.
     *
     * @throws TapewireException where the JVM was started without the flag
     */
    static void requireAvailable() {
        if (UPDATE_AT_ADDRESS == null) {
            throw new TapewireException(
                    "The JVM does not let Tapewire use its CRC-32C: start it with"
                            + " --add-opens java.base/java.util.zip=ALL-UNNAMED, or with all of"
                            + " run/jvm.options.");
        }
    }

    /**
     * @param frame begins with the frame; fastest outside the Java heap
     * @param lengthBytes of the frame, at least that of a prefix
     */
    static int of(UnsafeBuffer frame, int lengthBytes) {
        return at(frame.byteArray(), frame.addressOffset(), lengthBytes);
    }

    /**
     * @param array that holds the frame, null where it lies outside the Java heap
     * @param address of the frame, or its offset in the array as the JVM counts it
     * @param lengthBytes of the frame, at least that of a prefix
     */
    static int at(byte[] array, long address, int lengthBytes) {
        return array == null
                ? at(address, lengthBytes)
                : ofHeap(array, (int) (address - BufferUtil.ARRAY_BASE_OFFSET), lengthBytes);
    }

    /**
     * @param address of the frame, outside the Java heap
     * @param lengthBytes of the frame, at least that of a prefix
     */
    static int at(long address, int lengthBytes) {
        try {
            // Nearly all frames begin alike, and a call costs more than eight bytes do.
            int crc =
                    UnsafeApi.getLong(address) == TradesHead.MESSAGE_HEADER
                            ? TradesHead.CRC
                            : (int) UPDATE_AT_ADDRESS.invokeExact(~0, address, 0, OFFSET);
            return ~(int)
                    UPDATE_AT_ADDRESS.invokeExact(crc, address, COVERED_AGAIN_FROM, lengthBytes);
        } catch (Throwable unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static int ofHeap(byte[] bytes, int from, int lengthBytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, OFFSET);
        crc.update(bytes, from + COVERED_AGAIN_FROM, lengthBytes - COVERED_AGAIN_FROM);
        return (int) crc.getValue();
    }

    private static MethodHandle updateAtAddress() {
        try {
            return MethodHandles.privateLookupIn(CRC32C.class, MethodHandles.lookup())
                    .findStatic(
                            CRC32C.class,
                            "updateDirectByteBuffer",
                            MethodType.methodType(
                                    int.class, int.class, long.class, int.class, int.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
