package io.tapewire.latency.subject;

/**
 * A way of carrying trades between two processes, at one of its ends. For the thread of the loop,
 * which closes senders and receivers first.
 */
public interface Subject extends AutoCloseable {
    /** Opens a sending end. */
    TradeSender sender(Way way);

    /** Opens a receiving end, on which the sink is told. */
    TradeReceiver receiver(Way way, TradeSink sink);

    /** Whether what is sent too fast is lost rather than refused. */
    default boolean isLossy() {
        return false;
    }

    /** Datagrams that this end's driver has sent beyond one a call: the kernel counts the calls. */
    default long callsSpared() {
        return 0;
    }

    @Override
    void close();
}
