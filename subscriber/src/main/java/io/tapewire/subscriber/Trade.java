package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.sbe.PriceDecoder;
import io.tapewire.schemas.sbe.QuantityDecoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder;
import io.tapewire.schemas.sbe.TradeBatchDecoder.TradesDecoder;
import java.nio.ByteOrder;
import org.agrona.UnsafeApi;

/** A trade where it lies in its frame. Valid only as long as {@link TradeListener} says. */
public final class Trade {
    // What the generated decoder does, by address: its flyweights cost twice the reading, and the
    // frame was checked to hold all of its trades.
    private static final boolean IS_NATIVE =
            ByteOrder.nativeOrder() == TradeBatchDecoder.BYTE_ORDER;
    private static final int TIME = TradesDecoder.timeEncodingOffset();
    private static final int PRICE =
            TradesDecoder.priceEncodingOffset() + PriceDecoder.mantissaEncodingOffset();
    private static final int QUANTITY =
            TradesDecoder.quantityEncodingOffset() + QuantityDecoder.mantissaEncodingOffset();
    private static final int TRADE_ID = TradesDecoder.tradeIdEncodingOffset();
    private static final int INSTRUMENT_ID = TradesDecoder.instrumentIdEncodingOffset();
    private static final int CONDITIONS = TradesDecoder.conditionsEncodingOffset();
    private static final int SIDE = TradesDecoder.sideEncodingOffset();

    private final FrameDecoder frame;
    // Null where the frame lies outside the Java heap: asked for each time, as WireMemory does.
    private byte[] base;
    private long address;
    private InstrumentTable instruments;
    private long firstAddress;
    private long firstSequence;
    private int itemLength;

    /**
     * @param frame that the trades lie in, pointed at each frame of theirs in turn
     */
    Trade(FrameDecoder frame) {
        this.frame = frame;
    }

    /** The trades that follow lie in the frame as it is now, which stays valid with all of them. */
    void startFrame(InstrumentTable table) {
        // To store a reference costs more than to find that it is the same.
        if (base != frame.array()) {
            base = frame.array();
        }
        if (instruments != table) {
            instruments = table;
        }
        firstAddress = frame.itemsAddress();
        firstSequence = frame.sequence();
        itemLength = frame.itemLength();
    }

    /** The next trade lies at this address, or so far into the frame's array. */
    void point(long at) {
        address = at;
    }

    private long longAt(int field) {
        long at = address + field;
        long bits = base == null ? UnsafeApi.getLong(at) : UnsafeApi.getLong(base, at);
        return IS_NATIVE ? bits : Long.reverseBytes(bits);
    }

    /** Exchange time: ns since the epoch. */
    public long timeNs() {
        return longAt(TIME);
    }

    /** Mantissa in units of 1e-9. */
    public long price() {
        return longAt(PRICE);
    }

    /** Mantissa in units of 1e-8. */
    public long quantity() {
        return longAt(QUANTITY);
    }

    /** The aggressor. */
    public Side side() {
        long at = address + SIDE;
        return Side.of(base == null ? UnsafeApi.getByte(at) : UnsafeApi.getByte(base, at));
    }

    /** The venue's id; {@link TradeFrameEncoder#NO_TRADE_ID} where it gave none. */
    public long tradeId() {
        return longAt(TRADE_ID);
    }

    /** Whether the venue gave an id. */
    public boolean hasTradeId() {
        return tradeId() != TradeFrameEncoder.NO_TRADE_ID;
    }

    /** Bits as the feed defines them. */
    public int conditions() {
        long at = address + CONDITIONS;
        short bits = base == null ? UnsafeApi.getShort(at) : UnsafeApi.getShort(base, at);
        return (IS_NATIVE ? bits : Short.reverseBytes(bits)) & 0xFFFF;
    }

    /** The instrument's id in its feed and session. */
    public int instrumentId() {
        long at = address + INSTRUMENT_ID;
        int bits = base == null ? UnsafeApi.getInt(at) : UnsafeApi.getInt(base, at);
        return IS_NATIVE ? bits : Integer.reverseBytes(bits);
    }

    /**
     * What was traded. Unlike the trade itself it stays valid.
     *
     * @return null where its definition has not arrived, to a reader who came late
     */
    public Instrument instrument() {
        return instruments.find(instrumentId());
    }

    /** The feed that it came in. */
    public int feedId() {
        return frame.feedId();
    }

    /** The session that it came in. */
    public long session() {
        return frame.session();
    }

    /** Its number in the session. */
    public long sequence() {
        // Computed for those who ask: to count it on costs every trade a store. To divide by a
        // number that the JIT knows is to multiply.
        int into = (int) (address - firstAddress);
        return firstSequence
                + (itemLength == TradeFrameEncoder.TRADE_LENGTH
                        ? into / TradeFrameEncoder.TRADE_LENGTH
                        : into / itemLength);
    }

    /** When its frame was sealed: ns since the epoch. */
    public long sealTimeNs() {
        return frame.sealTimeNs();
    }
}
