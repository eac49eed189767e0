package io.tapewire.latency.subject;

import io.tapewire.schemas.TradeFrameEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** A trade as the subjects without frames lay it out, as long as one in a frame. Any thread. */
public final class FlatTrade {
    /** In bytes. */
    public static final int LENGTH = TradeFrameEncoder.TRADE_LENGTH;

    private static final int NUMBER = 8;
    private static final int PRICE = 16;
    private static final int QUANTITY = 24;
    private static final int INSTRUMENT = 32;
    private static final int SIDE = 36;

    private FlatTrade() {}

    /**
     * Writes what tells a trade from others.
     *
     * @param offset at which it begins
     * @param scheduledNs as of {@link TradeSink#onTrade}, like all that follows
     */
    public static void head(MutableDirectBuffer buffer, int offset, long scheduledNs, long number) {
        buffer.putLong(offset, scheduledNs);
        buffer.putLong(offset + NUMBER, number);
    }

    /**
     * Writes what it says.
     *
     * @param offset at which the trade begins, not its body
     */
    public static void body(
            MutableDirectBuffer buffer,
            int offset,
            int instrument,
            long price,
            long quantity,
            int side) {
        buffer.putLong(offset + PRICE, price);
        buffer.putLong(offset + QUANTITY, quantity);
        buffer.putInt(offset + INSTRUMENT, instrument);
        buffer.putInt(offset + SIDE, side);
    }

    /**
     * Reads a trade, and tells the sink; keeps nothing of the buffer.
     *
     * @param offset at which it begins
     */
    public static void tell(TradeSink sink, DirectBuffer buffer, int offset) {
        sink.onTrade(
                buffer.getLong(offset),
                buffer.getLong(offset + NUMBER),
                buffer.getInt(offset + INSTRUMENT),
                buffer.getLong(offset + PRICE),
                buffer.getLong(offset + QUANTITY),
                buffer.getInt(offset + SIDE));
    }
}
