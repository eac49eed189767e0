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
import org.agrona.concurrent.UnsafeBuffer;

/** A trade where it lies in its frame. Valid only as long as {@link TradeListener} says. */
public final class Trade {
    // What the generated decoder does, without its flyweights: they cost twice the reading.
    private static final ByteOrder BYTE_ORDER = TradeBatchDecoder.BYTE_ORDER;
    private static final int TIME = TradesDecoder.timeEncodingOffset();
    private static final int PRICE =
            TradesDecoder.priceEncodingOffset() + PriceDecoder.mantissaEncodingOffset();
    private static final int QUANTITY =
            TradesDecoder.quantityEncodingOffset() + QuantityDecoder.mantissaEncodingOffset();
    private static final int TRADE_ID = TradesDecoder.tradeIdEncodingOffset();
    private static final int INSTRUMENT_ID = TradesDecoder.instrumentIdEncodingOffset();
    private static final int CONDITIONS = TradesDecoder.conditionsEncodingOffset();
    private static final int SIDE = TradesDecoder.sideEncodingOffset();

    private UnsafeBuffer frame;
    private InstrumentTable instruments;
    private int feedId;
    private long session;
    private long sealTimeNs;
    private int at;
    private long sequence;

    Trade() {}

    /** The trades that follow lie in this frame, which stays valid with all of them. */
    void startFrame(FrameDecoder decoder, InstrumentTable table) {
        frame = decoder.frame();
        instruments = table;
        feedId = decoder.feedId();
        session = decoder.session();
        sealTimeNs = decoder.sealTimeNs();
    }

    void point(int offset, long number) {
        at = offset;
        sequence = number;
    }

    static int instrumentId(UnsafeBuffer frame, int offset) {
        return frame.getInt(offset + INSTRUMENT_ID, BYTE_ORDER);
    }

    /** Exchange time: ns since the epoch. */
    public long timeNs() {
        return frame.getLong(at + TIME, BYTE_ORDER);
    }

    /** Mantissa in units of 1e-9. */
    public long price() {
        return frame.getLong(at + PRICE, BYTE_ORDER);
    }

    /** Mantissa in units of 1e-8. */
    public long quantity() {
        return frame.getLong(at + QUANTITY, BYTE_ORDER);
    }

    /** The aggressor. */
    public Side side() {
        return Side.of(frame.getByte(at + SIDE) & 0xFF);
    }

    /** The venue's id; {@link TradeFrameEncoder#NO_TRADE_ID} where it gave none. */
    public long tradeId() {
        return frame.getLong(at + TRADE_ID, BYTE_ORDER);
    }

    /** Whether the venue gave an id. */
    public boolean hasTradeId() {
        return tradeId() != TradeFrameEncoder.NO_TRADE_ID;
    }

    /** Bits as the feed defines them. */
    public int conditions() {
        return frame.getShort(at + CONDITIONS, BYTE_ORDER) & 0xFFFF;
    }

    /** The instrument's id in its feed and session. */
    public int instrumentId() {
        return instrumentId(frame, at);
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
        return feedId;
    }

    /** The session that it came in. */
    public long session() {
        return session;
    }

    /** Its number in the session. */
    public long sequence() {
        return sequence;
    }

    /** When its frame was sealed: ns since the epoch. */
    public long sealTimeNs() {
        return sealTimeNs;
    }
}
