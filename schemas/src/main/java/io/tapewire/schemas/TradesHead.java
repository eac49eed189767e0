package io.tapewire.schemas;

import io.tapewire.schemas.sbe.FramePrefixDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import io.tapewire.schemas.sbe.TradeBatchEncoder;
import java.util.zip.CRC32C;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a frame of trades begins with, written by address, from the offsets that the generated
 * codecs state on, in the order of the schema. Through their flyweights it takes a dozen calls, of
 * which the JIT inlines now these and now those. Stateless.
 */
final class TradesHead {
    /** The message header of such a frame, as eight bytes in the machine's order. */
    static final long MESSAGE_HEADER = messageHeader();

    /** Its checksum, not yet inverted, so that one of what follows goes on with it. */
    static final int CRC = crc();

    private static final int PREFIX = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int CHECKSUM = PREFIX + FramePrefixDecoder.checksumEncodingOffset();
    private static final int FEED_ID = PREFIX + FramePrefixDecoder.feedIdEncodingOffset();
    private static final int GROUP = PREFIX + TradeBatchEncoder.BLOCK_LENGTH;

    private TradesHead() {}

    /**
     * Writes the head of a frame whose trades are there, checksum last.
     *
     * @param address of the frame's first byte, outside the Java heap
     * @param lengthBytes of the whole frame
     */
    static void seal(
            long address,
            int lengthBytes,
            FrameSealer sealer,
            long sequence,
            int count,
            long sealTimeNs) {
        UnsafeApi.putLong(address, MESSAGE_HEADER);
        WireMemory.putInt(address + GROUP, TradeFrameEncoder.TRADE_LENGTH | count << 16);
        long session = sealer.session();
        // Feed, session, sequence, seal time and count of items, in the pieces that the checksum
        // loads: a load that spans two stores waits until both have left the core.
        long at = address + FEED_ID;
        WireMemory.putLong(at, Integer.toUnsignedLong(sealer.feedId()) | session << 32);
        WireMemory.putLong(at + 8, session >>> 32 | sequence << 32);
        WireMemory.putLong(at + 16, sequence >>> 32 | sealTimeNs << 32);
        WireMemory.putLong(at + 24, sealTimeNs >>> 32 | (long) count << 32);
        WireMemory.putInt(address + CHECKSUM, FrameChecksum.at(address, lengthBytes));
    }

    private static UnsafeBuffer header() {
        UnsafeBuffer header = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH]);
        new MessageHeaderEncoder()
                .wrap(header, 0)
                .blockLength(TradeBatchEncoder.BLOCK_LENGTH)
                .templateId(TradeBatchEncoder.TEMPLATE_ID)
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(MessageHeaderEncoder.SCHEMA_VERSION);
        return header;
    }

    private static long messageHeader() {
        return header().getLong(0);
    }

    private static int crc() {
        CRC32C crc = new CRC32C();
        crc.update(header().byteArray());
        return ~(int) crc.getValue();
    }
}
