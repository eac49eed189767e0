package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;

/**
 * A stretch of a generated tape, made beforehand and gone through again and again. What a trade
 * says lies together, so that reading it costs next to nothing.
 */
public final class SampleTrades {
    /** Few enough to stay in the nearest caches. */
    public static final int FEW = 1 << 10;

    /** Enough for a hundred thousand instruments to be traded in their proportions. */
    public static final int MANY = 1 << 16;

    private static final int ROW_SHIFT = 3;
    private static final int PRICE = 1;
    private static final int QUANTITY = 2;
    private static final int TRADE_ID = 3;
    private static final int INSTRUMENT = 4;

    private final GeneratedTape tape;
    private final long[] rows;
    private final Side[] sides;
    private final int mask;

    /**
     * Takes {@code seed}, 1 where not given.
     *
     * @param count of trades: {@link #FEW} or {@link #MANY}
     * @param instruments among them
     */
    public SampleTrades(Parameters parameters, int count, int instruments) {
        tape = new GeneratedTape(count, parameters.number("seed", 1), instruments);
        mask = count - 1;
        rows = new long[count << ROW_SHIFT];
        sides = new Side[count];
        for (int row = 0; tape.advance(); row += 1 << ROW_SHIFT) {
            rows[row] = tape.timeNs();
            rows[row + PRICE] = tape.price();
            rows[row + QUANTITY] = tape.quantity();
            rows[row + TRADE_ID] = tape.tradeId();
            rows[row + INSTRUMENT] = tape.instrument();
            sides[row >> ROW_SHIFT] = tape.side();
        }
    }

    /** Adds trades from that of a number on, modulo the count, to a frame with room for them. */
    public void add(long from, int trades, TradeFrameEncoder frame) {
        int number = (int) from & mask;
        for (int left = trades; left > 0; left--) {
            int row = number << ROW_SHIFT;
            frame.add(
                    rows[row],
                    (int) rows[row + INSTRUMENT],
                    rows[row + PRICE],
                    rows[row + QUANTITY],
                    sides[number],
                    rows[row + TRADE_ID],
                    0);
            number = number + 1 & mask;
        }
    }

    /** Publishes the trade of a number, modulo the count. */
    public PublishResult publish(long number, TradePublisher publisher) {
        int row = row(number);
        return publisher.publish(
                rows[row],
                (int) rows[row + INSTRUMENT],
                rows[row + PRICE],
                rows[row + QUANTITY],
                sides[row >> ROW_SHIFT],
                rows[row + TRADE_ID]);
    }

    private int row(long number) {
        return ((int) number & mask) << ROW_SHIFT;
    }

    /** How many instruments there are. */
    public int instrumentCount() {
        return tape.instrumentCount();
    }

    /** Of an instrument, from 0. */
    public String symbol(int instrumentNumber) {
        return tape.symbol(instrumentNumber);
    }

    /** Of an instrument, from 0. */
    public String venue(int instrumentNumber) {
        return tape.venue(instrumentNumber);
    }
}
