package io.tapewire.schemas;

import io.tapewire.schemas.sbe.GroupSizeEncodingEncoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import io.tapewire.schemas.sbe.PriceEncoder;
import io.tapewire.schemas.sbe.QuantityEncoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder;
import io.tapewire.schemas.sbe.TradeBatchEncoder;
import io.tapewire.schemas.sbe.TradeBatchEncoder.TradesEncoder;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

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

    private static final boolean IS_NATIVE =
            ByteOrder.nativeOrder() == TradeBatchEncoder.BYTE_ORDER;
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
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final GroupSizeEncodingEncoder items = new GroupSizeEncodingEncoder();
    private final int maxLengthBytes;
    private final int maxTrades;
    private int room;
    private int count;
    private long itemsAddress;

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
        frame.wrap(buffer, offset, maxLengthBytes);
        sealer.header(frame, TradeBatchEncoder.BLOCK_LENGTH, TradeBatchEncoder.TEMPLATE_ID);
        itemsAddress = frame.addressOffset() + ITEMS_OFFSET;
        room = maxTrades;
        count = 0;
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
        if (count == room) {
            throw new IllegalStateException("no frame was begun, or it is full");
        }
        long at = itemsAddress + (long) count * TRADE_LENGTH;
        put(at + TIME, timeNs);
        put(at + PRICE, price);
        put(at + QUANTITY, quantity);
        put(at + TRADE_ID, tradeId);
        long rest =
                (long) side.ordinal() << SIDE_SHIFT | (conditions & 0xFFFFL) << CONDITIONS_SHIFT;
        put(at + INSTRUMENT_ID, rest | Integer.toUnsignedLong(instrumentId));
        count++;
    }

    // In a third of the time that the generated encoder and the buffer take: begin() has checked
    // that the frame lies whole in the buffer, and that outside the heap.
    private static void put(long address, long value) {
        UnsafeApi.putLong(address, IS_NATIVE ? value : Long.reverseBytes(value));
    }

    /** Trades in the frame begun. */
    public int count() {
        return count;
    }

    /** Whether another {@link #add} would not fit. */
    public boolean isFull() {
        return count == maxTrades;
    }

    /**
     * Ends the frame; its bytes never change again.
     *
     * @param sequence of the first trade
     * @param sealTimeNs ns since the epoch
     * @return length of the frame in bytes
     */
    public int seal(long sequence, long sealTimeNs) {
        int sealed = count;
        room = 0;
        count = 0;
        items.wrap(frame, ITEMS_OFFSET - GroupSizeEncodingEncoder.ENCODED_LENGTH)
                .blockLength(TRADE_LENGTH)
                .numInGroup(sealed);
        return sealer.seal(
                frame, ITEMS_OFFSET + sealed * TRADE_LENGTH, sequence, sealed, sealTimeNs);
    }
}
