package io.tapewire.run.output;

import io.tapewire.subscriber.ConflatedListener;
import io.tapewire.subscriber.Conflater;
import io.tapewire.subscriber.Trade;

/**
 * Writes the latest trade of each instrument, with what it stands for, as fast as standard output
 * takes them: while that is slow, trades are conflated in memory, and reading goes on.
 */
final class ConflatedOutput implements TradeOutput {
    // Lines of so many never fill the buffer, which would have the reading thread wait.
    private static final int INSTRUMENTS_A_BATCH = 64;

    private final Conflater conflater = new Conflater();
    private final TradeOutput lines;
    private final ConflatedListener format;
    private final StandardOutput out;
    private final OutputThread thread;

    /**
     * @param lines writes to {@code out}, which hands over to {@code thread}
     */
    <T extends TradeOutput & ConflatedListener> ConflatedOutput(
            T lines, StandardOutput out, OutputThread thread) {
        this.lines = lines;
        this.format = lines;
        this.out = out;
        this.thread = thread;
    }

    @Override
    public void onTrade(Trade trade) {
        conflater.onTrade(trade);
    }

    @Override
    public int doWork() {
        if (conflater.pending() == 0 || !thread.isFree()) {
            return 0;
        }
        int drained = conflater.drain(format, INSTRUMENTS_A_BATCH);
        lines.flush();
        return drained;
    }

    @Override
    public void flush() {
        if (thread.isFree()) {
            lines.flush();
        }
    }

    /** Writes all that is kept, and waits until it is written. */
    @Override
    public void close() {
        while (conflater.pending() > 0) {
            conflater.drain(format, INSTRUMENTS_A_BATCH);
            lines.flush();
        }
        lines.close();
        // Waits for what the line before has handed over.
        out.flush();
        thread.close();
    }
}
