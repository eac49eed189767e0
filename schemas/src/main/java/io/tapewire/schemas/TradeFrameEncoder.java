package io.tapewire.schemas;

import io.tapewire.schemas.sbe.GroupSizeEncodingEncoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder;
import io.tapewire.schemas.sbe.TradeBatchEncoder;
import org.agrona.MutableDirectBuffer;
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
    public static final int TRADE_LENGTH = TradeBatchEncoder.TradesEncoder.sbeBlockLength();

    private final FrameSealer sealer;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final TradeBatchEncoder batch = new TradeBatchEncoder();
    private final int maxLengthBytes;
    private final int maxTrades;
    private TradeBatchEncoder.TradesEncoder trades;
    private int count;

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
        frame.wrap(buffer, offset, maxLengthBytes);
        sealer.header(frame, TradeBatchEncoder.BLOCK_LENGTH, TradeBatchEncoder.TEMPLATE_ID);
        trades = batch.wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH).tradesCount(maxTrades);
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
        assert !isFull() : "the frame is full";
        TradeBatchEncoder.TradesEncoder trade = trades.next();
        trade.time(timeNs);
        trade.price().mantissa(price);
        trade.quantity().mantissa(quantity);
        trade.tradeId(tradeId);
        trade.instrumentId(Integer.toUnsignedLong(instrumentId));
        trade.conditions(conditions);
        trade.side(side.wireValue());
        trade.reserved((short) 0);
        count++;
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
        trades.resetCountToIndex();
        count = 0;
        return sealer.seal(
                frame, ITEMS_OFFSET + sealed * TRADE_LENGTH, sequence, sealed, sealTimeNs);
    }
}
