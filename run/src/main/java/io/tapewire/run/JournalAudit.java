package io.tapewire.run;

import io.tapewire.journal.JournalReader;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSequencer;
import io.tapewire.subscriber.SessionEnd;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads one feed of a journal, and says of each session in it whether it is all there. */
final class JournalAudit implements FeedListener, AutoCloseable {
    private static final int FRAMES_A_TURN = 1_000;

    private final JournalReader reader;
    private final Path tape;
    private final FeedSequencer frames;
    private final List<SessionAudit> sessions = new ArrayList<>();
    private DigestListener digester = new DigestListener();
    private SessionAudit current;
    private TapeComparison comparison;
    private long trades;

    /**
     * @param tape that each session is compared with; null for none
     */
    JournalAudit(JournalReader reader, Path tape) {
        this.reader = reader;
        this.tape = tape;
        this.frames = new FeedSequencer(new TradeDecoder(SymbolChoice.ALL, this::onTrade), this);
    }

    /**
     * @return frames read; 0 at the journal's end
     */
    int doWork() {
        return reader.poll(frames, FRAMES_A_TURN);
    }

    long trades() {
        return trades;
    }

    private void onTrade(Trade trade) {
        trades++;
        digester.onTrade(trade);
        current.onItem(trade.sequence());
        if (comparison != null) {
            comparison.onTrade(trade);
        }
    }

    @Override
    public void onSessionStarted(int feedId, long session, long firstSequence) {
        endComparison();
        digester = new DigestListener();
        current = new SessionAudit(feedId, session, firstSequence, digester.digest());
        sessions.add(current);
        comparison = tape == null ? null : new TapeComparison(tape);
    }

    @Override
    public void onSessionEnded(int feedId, long session, long lastSequence, SessionEnd end) {
        current.onEnd(lastSequence, end);
    }

    @Override
    public void onGapFound(int feedId, long session, long fromSequence, long toSequence) {
        current.onGap(fromSequence, toSequence);
    }

    @Override
    public void onDuplicate(int feedId, long session, long fromSequence, long toSequence) {
        current.onDoubled(toSequence - fromSequence + 1);
    }

    private void endComparison() {
        if (comparison != null) {
            current.onCompared(comparison.difference());
            comparison.close();
            comparison = null;
        }
    }

    /** To be called at the journal's end. */
    List<SessionAudit> sessions() {
        endComparison();
        return List.copyOf(sessions);
    }

    @Override
    public void close() {
        if (comparison != null) {
            comparison.close();
        }
        reader.close();
    }
}
