package io.tapewire.schemas;

import io.tapewire.schemas.sbe.GroupSizeEncodingEncoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import io.tapewire.schemas.sbe.PriceEncoder;
import io.tapewire.schemas.sbe.QuantityEncoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder;
import io.tapewire.schemas.sbe.TradeBatchEncoder;
import io.tapewire.schemas.sbe.TradeBatchEncoder.TradesEncoder;
import org.agrona.MutableDirectBuffer;

/**
 * Fills one frame with trades, in place: {@link #begin}, {@link #add} until {@link #isFull}, {@link
 * #seal}. Knows no socket. For one thread; allocates only when made.
 */
public final class TradeFrameEncoder {
    /** How a trade without an id is written. */
    public static final long NO_TRADE_ID = TradeBatchDecoder.TradesDecoder.tradeIdNullValue();

    /** Bytes of a frame before its first item. */
    public static final int ITEMS_OFFSET =
            MessageHeaderEncoder.ENCODED_LENGTH
                    + TradeBatchEncoder.BLOCK_LENGTH
                    + GroupSizeEncodingEncoder.ENCODED_LENGTH;

    /** Bytes of a trade. */
    public static final int TRADE_LENGTH = TradesEncoder.sbeBlockLength();

    private static final int TIME = TradesEncoder.timeEncodingOffset();
    private static final int PRICE =
            TradesEncoder.priceEncodingOffset() + PriceEncoder.mantissaEncodingOffset();
    private static final int QUANTITY =
            TradesEncoder.quantityEncodingOffset() + QuantityEncoder.mantissaEncodingOffset();
    private static final int TRADE_ID = TradesEncoder.tradeIdEncodingOffset();
    private static final int INSTRUMENT_ID = TradesEncoder.instrumentIdEncodingOffset();
    private static final int CONDITIONS_SHIFT =
            Byte.SIZE * (TradesEncoder.conditionsEncodingOffset() - INSTRUMENT_ID);
    private static final int SIDE_SHIFT =
            Byte.SIZE * (TradesEncoder.sideEncodingOffset() - INSTRUMENT_ID);

    private final FrameSealer sealer;
    private final int maxLengthBytes;
    private final int maxTrades;
    // Addresses rather than a count: one store a trade that the next one waits for.
    private long firstAddress;
    private long nextAddress;
    private long endAddress;

    /**
     * @param sealer of the session
     * @param maxLengthBytes of a frame: what one datagram carries
     */
    public TradeFrameEncoder(FrameSealer sealer, int maxLengthBytes) {
        this.sealer = sealer;
        this.maxLengthBytes = maxLengthBytes;
        this.maxTrades = Math.min((maxLengthBytes - ITEMS_OFFSET) / TRADE_LENGTH, 65_534);
        if (maxTrades < 1) {
            throw new TapewireException(
                    "A frame of at most %d bytes holds no trade: it takes %d, so raise the MTU."
                            .formatted(maxLengthBytes, ITEMS_OFFSET + TRADE_LENGTH));
        }
    }

    /** Trades that fit one frame. */
    public int maxTrades() {
        return maxTrades;
    }

    /**
     * Starts an empty frame; one begun before and not sealed is forgotten.
     *
     * @param buffer has room for a frame of the greatest length, outside the Java heap
     * @param offset of the frame's first byte
     */
    public void begin(MutableDirectBuffer buffer, int offset) {
        if (buffer.byteArray() != null) {
            throw new IllegalArgumentException("the buffer is on the Java heap");
        }
        if (offset < 0 || offset > buffer.capacity() - maxLengthBytes) {
            throw new IndexOutOfBoundsException("no room for a frame at " + offset);
        }
        firstAddress = buffer.addressOffset() + offset + ITEMS_OFFSET;
        nextAddress = firstAddress;
        endAddress = firstAddress + (long) maxTrades * TRADE_LENGTH;
    }

    /**
     * Adds a trade; the frame must have been begun and not be full.
     *
     * @param timeNs exchange time, ns since the epoch
     * @param instrumentId as defined earlier in the session
     * @param price mantissa, units of 1e-9
     * @param quantity mantissa, units of 1e-8
     * @param side the aggressor
     * @param tradeId the venue's, or {@link #NO_TRADE_ID}
     * @param conditions bits as the feed defines them, 0 to 65535
     */
    public void add(
            long timeNs,
            int instrumentId,
            long price,
            long quantity,
            Side side,
            long tradeId,
            int conditions) {
        // In a third of the time that the generated encoder takes: begin() has checked that the
        // frame lies whole in the buffer, and that outside the heap.
        long at = nextAddress;
        if (at == endAddress) {
            throw new IllegalStateException("no frame was begun, or it is full");
        }
        nextAddress = at + TRADE_LENGTH;
        WireMemory.putLong(at + TIME, timeNs);
        WireMemory.putLong(at + PRICE, price);
        WireMemory.putLong(at + QUANTITY, quantity);
        WireMemory.putLong(at + TRADE_ID, tradeId);
        long rest =
                (long) side.ordinal() << SIDE_SHIFT | (conditions & 0xFFFFL) << CONDITIONS_SHIFT;
        WireMemory.putLong(at + INSTRUMENT_ID, rest | Integer.toUnsignedLong(instrumentId));
    }

    /** Trades in the frame begun. */
    public int count() {
        return (int) ((nextAddress - firstAddress) / TRADE_LENGTH);
    }

    /** Whether another {@link #add} would not fit. */
    public boolean isFull() {
        return nextAddress == endAddress;
    }

    /**
     * Ends the frame; its bytes never change again.
     *
     * @param sequence of the first trade
     * @param sealTimeNs ns since the epoch
     * @return length of the frame in bytes
     */
    public int seal(long sequence, long sealTimeNs) {
        if (firstAddress == endAddress) {
            throw new IllegalStateException("no frame was begun");
        }
        int sealed = count();
        int lengthBytes = (int) (nextAddress - firstAddress) + ITEMS_OFFSET;
        long address = firstAddress - ITEMS_OFFSET;
        firstAddress = nextAddress;
        endAddress = nextAddress;
        TradesHead.seal(address, lengthBytes, sealer, sequence, sealed, sealTimeNs);
        return lengthBytes;
    }
}
