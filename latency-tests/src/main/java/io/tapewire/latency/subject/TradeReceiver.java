package io.tapewire.latency.subject;

import io.tapewire.latency.trial.TrialOutput;

/** Receives trades one way, and tells a {@link TradeSink}. For the thread of the loop. */
public interface TradeReceiver extends AutoCloseable {
    /**
     * One turn: hands on what has arrived, and has the driver, if there is one, do its work.
     *
     * @return above 0 where there was something to do
     */
    int doWork();

    /** Bytes of the messages so far, without what the transport adds. */
    long bytes();

    /** Trades that each one told stands for. */
    default int tradesAMessage() {
        return 1;
    }

    /**
     * Forgets what was counted, and lets go what is not for what is measured: the warm-up is over.
     */
    default void reset() {}

    /** Says what it knows beside the trades, once all have arrived. */
    default void report(TrialOutput out) {}

    @Override
    void close();
}
