package io.tapewire.subscriber;

/** Hears trades. */
@FunctionalInterface
public interface TradeListener {
    /**
     * One trade, in the order of its feed. Called on the thread that hands the frames in. An
     * exception thrown here reaches the caller of that thread's poll; the rest of the frame is then
     * lost to this listener.
     *
     * @param trade valid during the call only: the same object points at the next trade afterwards
     */
    void onTrade(Trade trade);
}
