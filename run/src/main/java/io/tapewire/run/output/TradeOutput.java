package io.tapewire.run.output;

import io.tapewire.subscriber.TradeListener;

/** Writes trades somewhere. For one thread. */
public interface TradeOutput extends TradeListener, AutoCloseable {
    /**
     * One turn, for a format that writes while trades come.
     *
     * @return above 0 where there was something to do
     */
    default int doWork() {
        return 0;
    }

    /** Lets a reader see what was written; cheap where nothing was. */
    void flush();

    /** Writes the end, if the format has one. */
    @Override
    void close();
}
