package io.tapewire.run.output;

import io.tapewire.subscriber.TradeListener;

/** Writes trades somewhere. For one thread. */
public interface TradeOutput extends TradeListener, AutoCloseable {
    /** Lets a reader see what was written; cheap where nothing was. */
    void flush();

    /** Writes the end, if the format has one. */
    @Override
    void close();
}
