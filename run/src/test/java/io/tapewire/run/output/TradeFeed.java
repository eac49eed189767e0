package io.tapewire.run.output;

import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import io.tapewire.subscriber.TradeListener;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Lets a listener hear trades, encoded and decoded as they are on the bus, a frame each. */
public final class TradeFeed {
    /** Feed 4294967295. */
    public static final int FEED_ID = -1;

    /** The session's name. */
    public static final long SESSION = 1_760_000_000_000_000_000L;

    private static final int MAX_LENGTH = 1376;

    private final FrameSealer sealer = new FrameSealer(FEED_ID, SESSION);
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_LENGTH, 64));
    private final TradeDecoder decoder;
    private long sequence = 1;

    /** Starts at sequence 1. */
    public TradeFeed(TradeListener listener) {
        decoder = new TradeDecoder(SymbolChoice.ALL, listener);
    }

    /** Takes a sequence, as a trade does. */
    public void define(int id, String symbol, String venue) {
        DefinitionFrameEncoder encoder = new DefinitionFrameEncoder(sealer, MAX_LENGTH);
        encoder.begin(buffer, 0);
        encoder.add(new Instrument(id, symbol, venue));
        decoder.onFrame(buffer, 0, encoder.seal(sequence++, SESSION), 0);
    }

    /** A trade of 1.5 at 101.000000001. */
    public void trade(long timeNs, int instrumentId, Side side, long tradeId) {
        TradeFrameEncoder encoder = new TradeFrameEncoder(sealer, MAX_LENGTH);
        encoder.begin(buffer, 0);
        encoder.add(timeNs, instrumentId, 101_000_000_001L, 150_000_000L, side, tradeId, 0);
        decoder.onFrame(buffer, 0, encoder.seal(sequence++, SESSION), 0);
    }
}
