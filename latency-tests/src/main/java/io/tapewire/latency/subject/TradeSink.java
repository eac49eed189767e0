package io.tapewire.latency.subject;

/** Hears of trades that arrived. */
@FunctionalInterface
public interface TradeSink {
    /**
     * @param scheduledNs when it was to be sent, of {@link System#nanoTime}
     * @param number from 1
     * @param instrument index in the table of trades
     * @param price mantissa in units of 1e-9
     * @param quantity mantissa in units of 1e-8
     * @param side ordinal of {@link io.tapewire.schemas.Side}
     */
    void onTrade(
            long scheduledNs, long number, int instrument, long price, long quantity, int side);
}
