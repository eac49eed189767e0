package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.schemas.TradeFrameEncoder;

/**
 * How long the frames of a work are: what fits {@code mtu}, 1408 where not given, or as many trades
 * as {@code tradesPerFrame} says.
 */
public final class FrameShape {
    private static final int AERON_HEADER_BYTES = 32;

    private final int mtu;
    private final int trades;

    /** Asks the parameters. */
    public FrameShape(Parameters parameters) {
        mtu = (int) parameters.number("mtu", 1408);
        int most =
                (maxLengthBytes() - TradeFrameEncoder.ITEMS_OFFSET)
                        / TradeFrameEncoder.TRADE_LENGTH;
        trades = (int) Math.min(most, parameters.number("tradesPerFrame", most));
    }

    /** What fits one datagram. */
    public int maxLengthBytes() {
        return mtu - AERON_HEADER_BYTES;
    }

    /** Of the datagrams, Aeron's header included. */
    public int mtu() {
        return mtu;
    }

    /** Trades of a frame. */
    public int trades() {
        return trades;
    }

    /** Of a frame, in bytes. */
    public int lengthBytes() {
        return TradeFrameEncoder.ITEMS_OFFSET + trades * TradeFrameEncoder.TRADE_LENGTH;
    }
}
