package io.tapewire.subscriber;

/** Hears conflated trades. */
@FunctionalInterface
public interface ConflatedListener {
    /**
     * @param trade valid during the call only
     */
    void onConflated(ConflatedTrade trade);
}
