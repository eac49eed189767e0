package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A stretch of a generated tape, made beforehand and gone through again and again. It lies outside
 * the heap and is read by address, so that reading it costs next to nothing: from arrays, with what
 * the JVM checks of each index, a trade took nearly as many instructions to read as to encode.
 */
public final class SampleTrades {
    /** Few enough to stay in the nearest caches. */
    public static final int FEW = 1 << 8;

    /** Enough for a hundred thousand instruments to be traded in their proportions. */
    public static final int MANY = 1 << 16;

    private static final int ROW_SHIFT = 6;
    private static final int ROW_LENGTH = 1 << ROW_SHIFT;
    private static final int TIME = 0;
    private static final int PRICE = 8;
    private static final int QUANTITY = 16;
    private static final int TRADE_ID = 24;
    private static final int INSTRUMENT = 32;
    private static final int SIDE = 36;

    private final GeneratedTape tape;
    // Holds the memory that the addresses are of.
    private final UnsafeBuffer memory;
    private final long first;
    private final long end;
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
        memory = new UnsafeBuffer(BufferUtil.allocateDirectAligned(count << ROW_SHIFT, ROW_LENGTH));
        first = memory.addressOffset();
        end = first + memory.capacity();
        for (int row = 0; tape.advance(); row += ROW_LENGTH) {
            memory.putLong(row + TIME, tape.timeNs());
            memory.putLong(row + PRICE, tape.price());
            memory.putLong(row + QUANTITY, tape.quantity());
            memory.putLong(row + TRADE_ID, tape.tradeId());
            memory.putInt(row + INSTRUMENT, tape.instrument());
            memory.putByte(row + SIDE, (byte) tape.side().ordinal());
        }
    }

    /** Adds trades from that of a number on, modulo the count, to a frame with room for them. */
    public void add(long from, int trades, TradeFrameEncoder frame) {
        long row = row(from);
        for (int left = trades; left > 0; left--) {
            frame.add(
                    UnsafeApi.getLong(row + TIME),
                    UnsafeApi.getInt(row + INSTRUMENT),
                    UnsafeApi.getLong(row + PRICE),
                    UnsafeApi.getLong(row + QUANTITY),
                    Side.of(UnsafeApi.getByte(row + SIDE)),
                    UnsafeApi.getLong(row + TRADE_ID),
                    0);
            row += ROW_LENGTH;
            row = row == end ? first : row;
        }
    }

    /** Publishes the trade of a number, modulo the count. */
    public PublishResult publish(long number, TradePublisher publisher) {
        long row = row(number);
        return publisher.publish(
                UnsafeApi.getLong(row + TIME),
                UnsafeApi.getInt(row + INSTRUMENT),
                UnsafeApi.getLong(row + PRICE),
                UnsafeApi.getLong(row + QUANTITY),
                Side.of(UnsafeApi.getByte(row + SIDE)),
                UnsafeApi.getLong(row + TRADE_ID));
    }

    private long row(long number) {
        return first + ((number & mask) << ROW_SHIFT);
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
