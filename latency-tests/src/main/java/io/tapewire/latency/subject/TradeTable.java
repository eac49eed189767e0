package io.tapewire.latency.subject;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.publisher.source.GeneratedTape;

/**
 * The trades that are sent, over and over: realistic ones, made before the clock runs, the same in
 * both processes. Immutable, any thread.
 */
public final class TradeTable {
    private static final int COUNT = 1 << 13;

    private final GeneratedTape tape;
    private final long[] prices = new long[COUNT];
    private final long[] quantities = new long[COUNT];
    private final int[] instruments = new int[COUNT];
    private final byte[] sides = new byte[COUNT];

    /**
     * @param parameters of which {@code instruments} and {@code seed} matter
     */
    public TradeTable(Parameters parameters) {
        long seed = parameters.number("seed", 42);
        tape = new GeneratedTape(COUNT, seed, (int) parameters.number("instruments", 1_000));
        for (int i = 0; tape.advance(); i++) {
            prices[i] = tape.price();
            quantities[i] = tape.quantity();
            instruments[i] = tape.instrument();
            sides[i] = (byte) tape.side().ordinal();
        }
    }

    /**
     * Sends the trade of a number.
     *
     * @param number from 1
     * @return whether it was taken
     */
    public boolean send(TradeSender sender, long scheduledNs, long number) {
        int i = (int) number & (COUNT - 1);
        return sender.send(scheduledNs, number, instruments[i], prices[i], quantities[i], sides[i]);
    }

    /** What a sink is to be told of the trade of a number. */
    public void tell(TradeSink sink, long scheduledNs, long number) {
        int i = (int) number & (COUNT - 1);
        sink.onTrade(scheduledNs, number, instruments[i], prices[i], quantities[i], sides[i]);
    }

    int instrumentCount() {
        return tape.instrumentCount();
    }

    String symbol(int instrument) {
        return tape.symbol(instrument);
    }

    String venue(int instrument) {
        return tape.venue(instrument);
    }
}
