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

    private static final int BLOCK_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int GROUP_HEAD_LENGTH = GroupSizeEncodingDecoder.ENCODED_LENGTH;
    private static final int NO_ITEMS = 0;

    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FramePrefixDecoder prefix = new FramePrefixDecoder();
    private final GroupSizeEncodingDecoder groupHead = new GroupSizeEncodingDecoder();

    /**
     * @throws TapewireException where the JVM lacks a flag that checking needs
     */
    public FrameDecoder() {
        FrameChecksum.requireAvailable();
    }

    /**
     * Points at bytes that nobody has checked yet, and checks them. Unless the answer is {@link
     * FrameStatus#OK} no accessor may be used.
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
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID) {
            return FrameStatus.FOREIGN_SCHEMA;
        }
        if ((int) prefix.checksum() != FrameChecksum.of(frame, lengthBytes)) {
            return FrameStatus.CHECKSUM;
        }
        if (prefix.session() <= 0
                || prefix.sequence() < 1
                || prefix.sequence() + prefix.itemCount() < 1) {
            return FrameStatus.SEQUENCE;
        }
        return switch (header.templateId()) {
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
     * Points at a frame that was checked before, without checking again.
     *
     * @param buffer holds the frame
     * @param offset of its first byte
     * @param lengthBytes of the whole frame
     */
    public void wrapChecked(DirectBuffer buffer, int offset, int lengthBytes) {
        frame.wrap(buffer, offset, lengthBytes);
        header.wrap(frame, 0);
        prefix.wrap(frame, BLOCK_OFFSET);
    }

    private FrameStatus checkUnknown() {
        if (header.version() <= MessageHeaderDecoder.SCHEMA_VERSION) {
            return FrameStatus.UNKNOWN_TEMPLATE;
        }
        if (header.blockLength() < FramePrefixDecoder.ENCODED_LENGTH) {
            return FrameStatus.BLOCK_LENGTH;
        }
        return frame.capacity() < BLOCK_OFFSET + header.blockLength()
                ? FrameStatus.LENGTH
                : FrameStatus.OK;
    }

    private FrameStatus checkItems(int knownBlockLength, int knownItemLength) {
        boolean sameVersion = header.version() == MessageHeaderDecoder.SCHEMA_VERSION;
        int blockLength = header.blockLength();
        if (sameVersion ? blockLength != knownBlockLength : blockLength < knownBlockLength) {
            return FrameStatus.BLOCK_LENGTH;
        }
        int end = BLOCK_OFFSET + blockLength;
        if (knownItemLength == NO_ITEMS) {
            if (prefix.itemCount() != 0) {
                return FrameStatus.ITEM_COUNT;
            }
            return frame.capacity() == end ? FrameStatus.OK : FrameStatus.LENGTH;
        }
        if (frame.capacity() < end + GROUP_HEAD_LENGTH) {
            return FrameStatus.LENGTH;
        }
        groupHead.wrap(frame, end);
        int itemLength = groupHead.blockLength();
        if (sameVersion ? itemLength != knownItemLength : itemLength < knownItemLength) {
            return FrameStatus.ITEM_LENGTH;
        }
        int count = groupHead.numInGroup();
        boolean repeat = header.templateId() == DEFINITIONS && prefix.itemCount() == 0;
        if (count != prefix.itemCount() && !repeat) {
            return FrameStatus.ITEM_COUNT;
        }
        return frame.capacity() == end + GROUP_HEAD_LENGTH + (long) count * itemLength
                ? FrameStatus.OK
                : FrameStatus.LENGTH;
    }

    /** The frame and nothing else, for the generated decoders; valid until the next wrap. */
    public UnsafeBuffer frame() {
        return frame;
    }

    /** One of the templates named here, or one that a newer version added. */
    public int templateId() {
        return header.templateId();
    }

    /** Length in bytes of the fixed block, for the generated decoders. */
    public int blockLength() {
        return header.blockLength();
    }

    /** Version of the schema that the frame was written with. */
    public int version() {
        return header.version();
    }

    /** The feed; all 32 bits are in use. */
    public int feedId() {
        return (int) prefix.feedId();
    }

    /** The session: ns since the epoch. */
    public long session() {
        return prefix.session();
    }

    /** Of the first item; where the frame uses no sequence, of the next item to come. */
    public long sequence() {
        return prefix.sequence();
    }

    /** Sequences that the frame uses up. */
    public long itemCount() {
        return prefix.itemCount();
    }

    /** Of the item that follows the frame's last. */
    public long nextSequence() {
        return prefix.sequence() + prefix.itemCount();
    }

    /** When the frame was sealed: ns since the epoch. */
    public long sealTimeNs() {
        return prefix.sealTime();
    }
}
