package io.tapewire.latency.subject;

/** Sends trades one way. For the thread of the loop. */
public interface TradeSender extends AutoCloseable {
    /** Whether somebody listens. */
    boolean isReady();

    /**
     * Takes a trade, with what a {@link TradeSink} is to be told of it.
     *
     * @return false where there is no room; the caller does a turn and tries again
     */
    boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side);

    /**
     * One turn: what was taken leaves, and the driver, if there is one, does its work.
     *
     * @return above 0 where there was something to do
     */
    int doWork();

    /** The most trades to send between two turns, so that a flood has turns as well. */
    int tradesATurn();

    /** Trades that each one sent stands for. */
    default int tradesAMessage() {
        return 1;
    }

    /** Times that there was no room at once. */
    long refused();

    @Override
    void close();
}
