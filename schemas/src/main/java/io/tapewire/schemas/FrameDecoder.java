package io.tapewire.schemas;

import io.tapewire.schemas.sbe.FramePrefixDecoder;
import io.tapewire.schemas.sbe.GroupSizeEncodingDecoder;
import io.tapewire.schemas.sbe.HeartbeatDecoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.RecoveryEndDecoder;
import io.tapewire.schemas.sbe.RecoveryRequestDecoder;
import io.tapewire.schemas.sbe.RecoverySourceDecoder;
import io.tapewire.schemas.sbe.SessionEndDecoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads what every frame begins with, and checks everything before it believes anything: with
 * bounds checks off, a damaged count would otherwise read wild memory.
 *
 * <p>A newer version with fields added at the end of a block is a good frame; so is a template that
 * a newer version added, whose prefix still says its feed and sequences. For one thread; never
 * allocates, never throws on any bytes, never reads outside the given range.
 */
public final class FrameDecoder {
    /** The shortest frame: message header and frame prefix. */
    public static final int MIN_LENGTH =
            MessageHeaderDecoder.ENCODED_LENGTH + FramePrefixDecoder.ENCODED_LENGTH;

    /** Templates, as {@link #templateId} answers them. */
    public static final int TRADES = TradeBatchDecoder.TEMPLATE_ID;

    /** Instrument definitions. */
    public static final int DEFINITIONS = InstrumentDefinitionsDecoder.TEMPLATE_ID;

    /** Heartbeat. */
    public static final int HEARTBEAT = HeartbeatDecoder.TEMPLATE_ID;

    /** Session end. */
    public static final int SESSION_END = SessionEndDecoder.TEMPLATE_ID;

    /** Where frames can be asked for. */
    public static final int RECOVERY_SOURCE = RecoverySourceDecoder.TEMPLATE_ID;

    /** A request for frames. */
    public static final int RECOVERY_REQUEST = RecoveryRequestDecoder.TEMPLATE_ID;

    /** The end of the answer to a request. */
    public static final int RECOVERY_END = RecoveryEndDecoder.TEMPLATE_ID;

    // Read by address, at the offsets that the generated codecs state: through their flyweights,
    // each pointed anew by every stage that looks at a frame, a frame that comes alone after a
    // pause runs several times the code, which has left the caches by then.
    private static final int BLOCK_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int BLOCK_LENGTH = MessageHeaderDecoder.blockLengthEncodingOffset();
    private static final int TEMPLATE_ID = MessageHeaderDecoder.templateIdEncodingOffset();
    private static final int SCHEMA_ID = MessageHeaderDecoder.schemaIdEncodingOffset();
    private static final int VERSION = MessageHeaderDecoder.versionEncodingOffset();
    private static final int CHECKSUM = BLOCK_OFFSET + FramePrefixDecoder.checksumEncodingOffset();
    private static final int FEED_ID = BLOCK_OFFSET + FramePrefixDecoder.feedIdEncodingOffset();
    private static final int SESSION = BLOCK_OFFSET + FramePrefixDecoder.sessionEncodingOffset();
    private static final int SEQUENCE = BLOCK_OFFSET + FramePrefixDecoder.sequenceEncodingOffset();
    private static final int SEAL_TIME = BLOCK_OFFSET + FramePrefixDecoder.sealTimeEncodingOffset();
    private static final int ITEM_COUNT =
            BLOCK_OFFSET + FramePrefixDecoder.itemCountEncodingOffset();
    private static final int GROUP_HEAD_LENGTH = GroupSizeEncodingDecoder.ENCODED_LENGTH;
    private static final int ITEM_LENGTH = GroupSizeEncodingDecoder.blockLengthEncodingOffset();
    private static final int COUNT = GroupSizeEncodingDecoder.numInGroupEncodingOffset();
    private static final int NO_ITEMS = 0;
    private static final byte[] NOTHING = new byte[MIN_LENGTH];

    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    // Before the first frame, so that no accessor reads wild memory.
    private byte[] array = NOTHING;
    private long address = BufferUtil.ARRAY_BASE_OFFSET;
    private int lengthBytes;

    /**
     * @throws TapewireException where the JVM lacks a flag that checking needs
     */
    public FrameDecoder() {
        FrameChecksum.requireAvailable();
    }

    /**
     * Points at bytes that nobody has checked yet, and checks them. Unless the answer is {@link
     * FrameStatus#OK} no accessor may be used. It keeps the place, not the buffer: whoever reads on
     * sees to it that the memory stays.
     *
     * @param buffer holds the bytes; fastest outside the Java heap
     * @param offset of the first
     * @param lengthBytes of what may be a frame, within the buffer; may be 0
     */
    public FrameStatus wrap(DirectBuffer buffer, int offset, int lengthBytes) {
        if (lengthBytes < MIN_LENGTH) {
            return FrameStatus.TOO_SHORT;
        }
        wrapChecked(buffer, offset, lengthBytes);
        if (WireMemory.getShort(array, address + SCHEMA_ID) != MessageHeaderDecoder.SCHEMA_ID) {
            return FrameStatus.FOREIGN_SCHEMA;
        }
        if (WireMemory.getInt(array, address + CHECKSUM)
                != FrameChecksum.at(array, address, lengthBytes)) {
            return FrameStatus.CHECKSUM;
        }
        long sequence = sequence();
        if (session() <= 0 || sequence < 1 || sequence + itemCount() < 1) {
            return FrameStatus.SEQUENCE;
        }
        return switch (templateId()) {
            case TradeBatchDecoder.TEMPLATE_ID ->
                    checkItems(
                            TradeBatchDecoder.BLOCK_LENGTH,
                            TradeBatchDecoder.TradesDecoder.sbeBlockLength());
            case InstrumentDefinitionsDecoder.TEMPLATE_ID ->
                    checkItems(
                            InstrumentDefinitionsDecoder.BLOCK_LENGTH,
                            InstrumentDefinitionsDecoder.DefinitionsDecoder.sbeBlockLength());
            case HeartbeatDecoder.TEMPLATE_ID -> checkItems(HeartbeatDecoder.BLOCK_LENGTH, 0);
            case SessionEndDecoder.TEMPLATE_ID -> checkItems(SessionEndDecoder.BLOCK_LENGTH, 0);
            case RecoverySourceDecoder.TEMPLATE_ID ->
                    checkItems(RecoverySourceDecoder.BLOCK_LENGTH, 0);
            case RecoveryRequestDecoder.TEMPLATE_ID ->
                    checkItems(RecoveryRequestDecoder.BLOCK_LENGTH, 0);
            case RecoveryEndDecoder.TEMPLATE_ID -> checkItems(RecoveryEndDecoder.BLOCK_LENGTH, 0);
            default -> checkUnknown();
        };
    }

    /**
     * Points at a frame that was checked before, without checking again; or at bytes that may be
     * none, with {@link #MIN_LENGTH} to read, for a first look of which nothing is believed.
     *
     * @param buffer holds the frame
     * @param offset of its first byte
     * @param lengthBytes of the whole frame
     */
    public void wrapChecked(DirectBuffer buffer, int offset, int lengthBytes) {
        if (DirectBuffer.SHOULD_BOUNDS_CHECK) {
            buffer.boundsCheck(offset, lengthBytes);
        }
        byte[] bytes = buffer.byteArray();
        // To store a reference costs more than to find that it is the same.
        if (bytes != array) {
            array = bytes;
        }
        address = buffer.addressOffset() + offset;
        this.lengthBytes = lengthBytes;
    }

    private FrameStatus checkUnknown() {
        if (version() <= MessageHeaderDecoder.SCHEMA_VERSION) {
            return FrameStatus.UNKNOWN_TEMPLATE;
        }
        if (blockLength() < FramePrefixDecoder.ENCODED_LENGTH) {
            return FrameStatus.BLOCK_LENGTH;
        }
        return lengthBytes < BLOCK_OFFSET + blockLength() ? FrameStatus.LENGTH : FrameStatus.OK;
    }

    private FrameStatus checkItems(int knownBlockLength, int knownItemLength) {
        boolean sameVersion = version() == MessageHeaderDecoder.SCHEMA_VERSION;
        int blockLength = blockLength();
        if (sameVersion ? blockLength != knownBlockLength : blockLength < knownBlockLength) {
            return FrameStatus.BLOCK_LENGTH;
        }
        int end = BLOCK_OFFSET + blockLength;
        if (knownItemLength == NO_ITEMS) {
            if (itemCount() != 0) {
                return FrameStatus.ITEM_COUNT;
            }
            return lengthBytes == end ? FrameStatus.OK : FrameStatus.LENGTH;
        }
        if (lengthBytes < end + GROUP_HEAD_LENGTH) {
            return FrameStatus.LENGTH;
        }
        int itemLength = itemLength();
        if (sameVersion ? itemLength != knownItemLength : itemLength < knownItemLength) {
            return FrameStatus.ITEM_LENGTH;
        }
        int count = WireMemory.getShort(array, address + end + COUNT);
        long itemCount = itemCount();
        if (count != itemCount && !(itemCount == 0 && templateId() == DEFINITIONS)) {
            return FrameStatus.ITEM_COUNT;
        }
        return lengthBytes == end + GROUP_HEAD_LENGTH + (long) count * itemLength
                ? FrameStatus.OK
                : FrameStatus.LENGTH;
    }

    /** The array that holds the frame; null where it lies outside the Java heap. */
    public byte[] array() {
        return array;
    }

    /**
     * Where the first item lies, of a frame that has any: an address, or in the {@link #array} an
     * offset as the JVM counts it.
     */
    public long itemsAddress() {
        return address + BLOCK_OFFSET + blockLength() + GROUP_HEAD_LENGTH;
    }

    /** Bytes of an item, of a frame that has any. */
    public int itemLength() {
        return WireMemory.getShort(array, address + BLOCK_OFFSET + blockLength() + ITEM_LENGTH);
    }

    /** The frame and nothing else, for the generated decoders; valid until the next wrap. */
    public UnsafeBuffer frame() {
        if (array == null) {
            view.wrap(address, lengthBytes);
        } else {
            view.wrap(array, (int) (address - BufferUtil.ARRAY_BASE_OFFSET), lengthBytes);
        }
        return view;
    }

    /** One of the templates named here, or one that a newer version added. */
    public int templateId() {
        return WireMemory.getShort(array, address + TEMPLATE_ID);
    }

    /** Length in bytes of the fixed block, for the generated decoders. */
    public int blockLength() {
        return WireMemory.getShort(array, address + BLOCK_LENGTH);
    }

    /** Version of the schema that the frame was written with. */
    public int version() {
        return WireMemory.getShort(array, address + VERSION);
    }

    /** The feed; all 32 bits are in use. */
    public int feedId() {
        return WireMemory.getInt(array, address + FEED_ID);
    }

    /** The session: ns since the epoch. */
    public long session() {
        return WireMemory.getLong(array, address + SESSION);
    }

    /** Of the first item; where the frame uses no sequence, of the next item to come. */
    public long sequence() {
        return WireMemory.getLong(array, address + SEQUENCE);
    }

    /** Sequences that the frame uses up. */
    public long itemCount() {
        return Integer.toUnsignedLong(WireMemory.getInt(array, address + ITEM_COUNT));
    }

    /** Of the item that follows the frame's last. */
    public long nextSequence() {
        return sequence() + itemCount();
    }

    /** When the frame was sealed: ns since the epoch. */
    public long sealTimeNs() {
        return WireMemory.getLong(array, address + SEAL_TIME);
    }
}
