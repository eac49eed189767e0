package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.Side;

/** A stretch of a generated tape, made beforehand and gone through again and again. */
public final class SampleTrades {
    /** Trades in the stretch: a power of two. */
    public static final int COUNT = 1 << 16;

    private final GeneratedTape tape;
    private final long[] timeNs = new long[COUNT];
    private final int[] instrument = new int[COUNT];
    private final long[] price = new long[COUNT];
    private final long[] quantity = new long[COUNT];
    private final Side[] side = new Side[COUNT];
    private final long[] tradeId = new long[COUNT];

    /** Takes {@code seed}, 1 where not given, and so many instruments. */
    public SampleTrades(Parameters parameters, int instruments) {
        tape = new GeneratedTape(COUNT, parameters.number("seed", 1), instruments);
        for (int i = 0; i < COUNT; i++) {
            tape.advance();
            timeNs[i] = tape.timeNs();
            instrument[i] = tape.instrument();
            price[i] = tape.price();
            quantity[i] = tape.quantity();
            side[i] = tape.side();
            tradeId[i] = tape.tradeId();
        }
    }

    /** Of any number, modulo {@link #COUNT}, as in all that follow. */
    public long timeNs(long number) {
        return timeNs[at(number)];
    }

    /** From 0, without holes. */
    public int instrument(long number) {
        return instrument[at(number)];
    }

    /** Mantissa in units of 1e-9. */
    public long price(long number) {
        return price[at(number)];
    }

    /** Mantissa in units of 1e-8. */
    public long quantity(long number) {
        return quantity[at(number)];
    }

    /** The aggressor. */
    public Side side(long number) {
        return side[at(number)];
    }

    /** The venue's. */
    public long tradeId(long number) {
        return tradeId[at(number)];
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

    private static int at(long number) {
        return (int) number & (COUNT - 1);
    }
}
