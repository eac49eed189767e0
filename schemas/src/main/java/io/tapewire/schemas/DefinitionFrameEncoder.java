package io.tapewire.schemas;

import io.tapewire.schemas.sbe.GroupSizeEncodingEncoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsEncoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsEncoder.DefinitionsEncoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Fills one frame with instrument definitions, in place, as {@link TradeFrameEncoder} does with
 * trades. For one thread; allocates only when made.
 */
public final class DefinitionFrameEncoder {
    private static final int ITEMS_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH
                    + InstrumentDefinitionsEncoder.BLOCK_LENGTH
                    + GroupSizeEncodingEncoder.ENCODED_LENGTH;
    private static final int DEFINITION_LENGTH = DefinitionsEncoder.sbeBlockLength();

    private final FrameSealer sealer;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final InstrumentDefinitionsEncoder message = new InstrumentDefinitionsEncoder();
    private final byte[] symbol = new byte[DefinitionsEncoder.symbolLength()];
    private final byte[] venue = new byte[DefinitionsEncoder.venueLength()];
    private final int maxLengthBytes;
    private final int maxDefinitions;
    private DefinitionsEncoder definitions;
    private int count;

    /**
     * @param sealer of the session
     * @param maxLengthBytes of a frame: what one datagram carries
     */
    public DefinitionFrameEncoder(FrameSealer sealer, int maxLengthBytes) {
        this.sealer = sealer;
        this.maxLengthBytes = maxLengthBytes;
        this.maxDefinitions = Math.min((maxLengthBytes - ITEMS_OFFSET) / DEFINITION_LENGTH, 65_534);
        if (maxDefinitions < 1) {
            throw new TapewireException(
                    "A frame of at most %d bytes holds no definition: it takes %d; raise the MTU."
                            .formatted(maxLengthBytes, ITEMS_OFFSET + DEFINITION_LENGTH));
        }
    }

    /** Definitions that fit one frame. */
    public int maxDefinitions() {
        return maxDefinitions;
    }

    /**
     * Starts an empty frame; one begun before and not sealed is forgotten.
     *
     * @param buffer has room for a frame of the greatest length, outside the Java heap
     * @param offset of the frame's first byte
     */
    public void begin(MutableDirectBuffer buffer, int offset) {
        frame.wrap(buffer, offset, maxLengthBytes);
        sealer.header(
                frame,
                InstrumentDefinitionsEncoder.BLOCK_LENGTH,
                InstrumentDefinitionsEncoder.TEMPLATE_ID);
        definitions =
                message.wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH)
                        .definitionsCount(maxDefinitions);
        count = 0;
    }

    /** Adds a definition; the frame must have been begun and not be full. */
    public void add(Instrument instrument) {
        assert !isFull() : "the frame is full";
        definitions.next().instrumentId(Integer.toUnsignedLong(instrument.id()));
        definitions.putSymbol(padded(instrument.symbolUtf8(), symbol), 0);
        definitions.putVenue(padded(instrument.venueUtf8(), venue), 0);
        count++;
    }

    /** Definitions in the frame begun. */
    public int count() {
        return count;
    }

    /** Whether another {@link #add} would not fit. */
    public boolean isFull() {
        return count == maxDefinitions;
    }

    /**
     * Ends a frame whose definitions are numbered items.
     *
     * @param sequence of the first definition
     * @param sealTimeNs ns since the epoch
     * @return length of the frame in bytes
     */
    public int seal(long sequence, long sealTimeNs) {
        return seal(sequence, count, sealTimeNs);
    }

    /**
     * Ends a frame that says again, for whoever came late, what was defined before: it uses no
     * sequence.
     *
     * @param nextSequence of the next item to come, as in a heartbeat
     * @param sealTimeNs ns since the epoch
     * @return length of the frame in bytes
     */
    public int sealRepeat(long nextSequence, long sealTimeNs) {
        return seal(nextSequence, 0, sealTimeNs);
    }

    private int seal(long sequence, int itemCount, long sealTimeNs) {
        int lengthBytes = ITEMS_OFFSET + count * DEFINITION_LENGTH;
        definitions.resetCountToIndex();
        count = 0;
        return sealer.seal(frame, lengthBytes, sequence, itemCount, sealTimeNs);
    }

    private static byte[] padded(byte[] text, byte[] field) {
        for (int i = 0; i < field.length; i++) {
            field[i] = i < text.length ? text[i] : 0;
        }
        return field;
    }
}
