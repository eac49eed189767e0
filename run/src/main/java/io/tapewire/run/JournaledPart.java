package io.tapewire.run;

import io.tapewire.journal.JournalPosition;
import io.tapewire.journal.JournalReader;
import io.tapewire.publisher.Resumption;
import io.tapewire.publisher.source.TradeSource;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.TapewireException;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSequencer;
import io.tapewire.subscriber.SessionEnd;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;

/**
 * What a journal has of a session that is to be resumed, read beside the source that it came from:
 * skips that part of the source, and refuses a source in which it is anything else.
 */
final class JournaledPart implements FeedListener, AutoCloseable {
    private static final int FRAMES_A_TURN = 64;
    private static final String OR_A_NEW_SESSION =
            ", or leave out --resume to publish a new session.";

    private final Path dir;
    private final FeedId feed;
    private final TradeSource source;
    private final FrameDecoder frame = new FrameDecoder();
    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, this::onTrade);
    private final FeedSequencer sequencer = new FeedSequencer(this::onFrame, this);
    private final JournalReader reader;
    private final JournalPosition last;
    private final long damagedBefore;
    private long nextSequence = 1;
    private long trades;
    private int instruments;
    private boolean atTrade;
    private boolean done;

    /**
     * @param source at its beginning
     * @throws TapewireException in one sentence: no such journal, nothing there to be resumed
     */
    JournaledPart(Path dir, FeedId feed, TradeSource source) {
        this.dir = dir;
        this.feed = feed;
        this.source = source;
        this.reader = JournalReader.open(dir, feed.value());
        try {
            this.last = reader.lastPosition();
            if (last == null) {
                throw new TapewireException(
                        "The journal %s has nothing of feed %s yet: leave out --resume."
                                .formatted(dir, feed));
            }
            if (last.ended()) {
                throw ended(last.nextSequence() - 1);
            }
            reader.moveToSequence(last.session(), 1);
            this.damagedBefore = damaged();
        } catch (TapewireException e) {
            reader.close();
            throw e;
        }
    }

    /**
     * Compares some frames.
     *
     * @return frames compared
     * @throws TapewireException in one sentence: the source is another, the journal is not whole
     */
    int doWork() {
        int frames = reader.poll(sequencer, FRAMES_A_TURN);
        if (frames == 0 && !done) {
            checkEnd();
            done = true;
        }
        return frames;
    }

    private boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence) {
        frame.wrapChecked(buffer, offset, lengthBytes);
        nextSequence = frame.nextSequence();
        return decoder.onFrame(buffer, offset, lengthBytes, fromSequence);
    }

    private void onTrade(Trade trade) {
        if (!source.advance()) {
            throw differs("the tape ends here, but", trade.sequence(), "was published");
        }
        trades++;
        instruments = Math.max(instruments, source.instrument() + 1);
        boolean same =
                trade.sequence() == trades + instruments
                        && trade.instrumentId() == source.instrument()
                        && isDefined(source.instrument())
                        && trade.timeNs() == source.timeNs()
                        && trade.price() == source.price()
                        && trade.quantity() == source.quantity()
                        && trade.side() == source.side()
                        && trade.tradeId() == source.tradeId()
                        && trade.conditions() == 0;
        if (!same) {
            throw differs("this trade is not what", trade.sequence(), "is in the journal");
        }
    }

    private void checkEnd() {
        if (damaged() > damagedBefore) {
            throw new TapewireException(
                    "The journal %s has damaged frames of session %d: resume from another%s"
                            .formatted(dir, last.session(), OR_A_NEW_SESSION));
        }
        if (nextSequence < last.nextSequence()) {
            throw lacks(nextSequence, last.nextSequence() - 1);
        }
        atTrade = source.advance();
        int due = atTrade ? Math.max(instruments, source.instrument() + 1) : instruments;
        instruments = (int) (nextSequence - 1 - trades);
        if (instruments > due || !IntStream.range(0, instruments).allMatch(this::isDefined)) {
            throw differs(
                    "the instruments up to here are not those up to",
                    nextSequence - 1,
                    "in the journal");
        }
    }

    private boolean isDefined(int id) {
        Instrument defined = decoder.instrument(feed.value(), id);
        return defined != null && defined.means(source.symbol(id), source.venue(id));
    }

    private long damaged() {
        return reader.rejected() + reader.lost();
    }

    private TapewireException differs(String what, long sequence, String how) {
        return new TapewireException(
                "%s: %s sequence %d of session %d %s: give what was published%s"
                        .formatted(
                                source.place(),
                                what,
                                sequence,
                                last.session(),
                                how,
                                OR_A_NEW_SESSION));
    }

    private TapewireException lacks(long fromSequence, long toSequence) {
        return new TapewireException(
                "The journal %s lacks %d to %d of session %d: resume from one that is whole%s"
                        .formatted(
                                dir, fromSequence, toSequence, last.session(), OR_A_NEW_SESSION));
    }

    private TapewireException ended(long lastSequence) {
        return new TapewireException(
                "Session %d of feed %s ended at sequence %d in the journal %s: leave out --resume."
                        .formatted(last.session(), feed, lastSequence, dir));
    }

    @Override
    public void onSessionStarted(int feedId, long session, long firstSequence) {
        if (session == last.session() && firstSequence > 1) {
            throw lacks(1, firstSequence - 1);
        }
    }

    @Override
    public void onGapFound(int feedId, long session, long fromSequence, long toSequence) {
        throw lacks(fromSequence, toSequence);
    }

    @Override
    public void onSessionEnded(int feedId, long session, long lastSequence, SessionEnd end) {
        throw ended(lastSequence);
    }

    /** Whether all that the journal has was compared. */
    boolean isDone() {
        return done;
    }

    /** Trades compared so far. */
    long trades() {
        return trades;
    }

    /** Whether the source is at the trade that follows, rather than at its end. */
    boolean isAtTrade() {
        return atTrade;
    }

    /** Where the session goes on. */
    Resumption resumption() {
        List<Instrument> defined =
                IntStream.range(0, instruments)
                        .mapToObj(id -> decoder.instrument(feed.value(), id))
                        .toList();
        return new Resumption(last.session(), nextSequence, defined);
    }

    @Override
    public void close() {
        reader.close();
    }
}
