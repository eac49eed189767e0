package io.tapewire.publisher.source;

import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.TradeFrameEncoder;

/**
 * A cursor over trades. For one thread.
 *
 * <p>{@link #advance} moves to the next trade; the accessors then give that trade's values until
 * the next call of it. Instruments are numbered densely from 0. Once every instrument has been seen
 * nothing is allocated.
 */
public interface TradeSource extends AutoCloseable {
    /** A trade without an id. */
    long NO_TRADE_ID = TradeFrameEncoder.NO_TRADE_ID;

    /**
     * Moves to the next trade.
     *
     * @return false at the end, and from then on
     * @throws TapewireException where the source is malformed, naming the place; the cursor is of
     *     no further use, the trades before it were whole
     */
    boolean advance();

    /** Exchange time, ns since the epoch. */
    long timeNs();

    /** Number of the trade's instrument, from 0, below {@link #instrumentCount}. */
    int instrument();

    /** Mantissa in units of 1e-9. */
    long price();

    /** Mantissa in units of 1e-8. */
    long quantity();

    /** The aggressor. */
    Side side();

    /** The venue's, or {@link #NO_TRADE_ID}. */
    long tradeId();

    /** Instruments known so far; grows as trades of new ones appear. */
    int instrumentCount();

    /**
     * @param instrument below {@link #instrumentCount}
     * @return what is traded
     */
    String symbol(int instrument);

    /**
     * @param instrument below {@link #instrumentCount}
     * @return where it is traded; may be empty
     */
    String venue(int instrument);

    /** Where the trade stands, or else the end, for messages: a tape's file and line. */
    String place();

    /** Lets go of the source; may be called again. */
    @Override
    void close();
}
