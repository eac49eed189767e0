package io.tapewire.latency.subject;

import io.tapewire.driver.CorePinning;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.schemas.EpochClock;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.subscriber.TradeDecoder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** Delivers each frame, then journals it, on the reader's thread. */
final class InlineJournal implements FrameHandler, AutoCloseable {
    private final TradeDecoder decoder;
    private final TapewireTrades trades;
    private final JournalWriter journal;
    private boolean isDelivered;

    /**
     * @param cpu of the loop, which bears all that the journal does, its thread's part as well; -1
     *     for none
     */
    InlineJournal(TradeDecoder decoder, TapewireTrades trades, Path dir, int cpu) {
        this.decoder = decoder;
        this.trades = trades;
        if (cpu >= 0) {
            CorePinning.pinCurrentThread(cpu, System.err::println);
        }
        this.journal = JournalWriter.open(dir, JournalSettings.defaults(), new EpochClock());
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence) {
        if (!isDelivered) {
            decoder.onFrame(buffer, offset, lengthBytes, fromSequence);
        }
        // A frame that the journal does not take now is offered again.
        isDelivered = !journal.onFrame(buffer, offset, lengthBytes, fromSequence);
        if (!isDelivered) {
            trades.onJournaled();
        }
        return !isDelivered;
    }

    /** Times that the journal did not take a frame. */
    long refused() {
        return journal.refused();
    }

    @Override
    public void close() {
        journal.close();
    }
}
