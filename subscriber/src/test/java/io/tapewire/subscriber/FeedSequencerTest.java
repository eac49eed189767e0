package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FeedSequencerTest {
    private final Recorder recorder = new Recorder();
    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, recorder);
    private boolean takes = true;
    private final FeedSequencer sequencer =
            new FeedSequencer(
                    (buffer, offset, length, from) ->
                            takes && decoder.onFrame(buffer, offset, length, from),
                    recorder);
    private final Frames frames = new Frames(sequencer, 7, 100);

    @Test
    void shouldHandOnFramesInSequence() {
        frames.trades(1, 2);
        frames.trades(3, 3);
        assertEquals(
                List.of("started 7/100 at 1", "trade 1", "trade 2", "trade 3"), recorder.take());
    }

    @Test
    void shouldNameAGapWithItsExactRangeBeforeWhatFollows() {
        frames.trades(1, 1);
        recorder.take();
        frames.trades(5, 5);
        assertEquals(List.of("gap 2..4", "trade 5"), recorder.take());
        assertEquals(1, sequencer.counts().gapsFound());
        assertEquals(3, sequencer.counts().missing());
    }

    @Test
    void shouldDropDuplicates() {
        frames.trades(1, 4);
        recorder.take();
        frames.trades(2, 3);
        frames.trades(1, 4);
        assertEquals(List.of("duplicate 2..3", "duplicate 1..4"), recorder.take());
        assertEquals(6, sequencer.counts().duplicates());
    }

    @Test
    void shouldHandOnOnlyTheNewPartOfAFrameCutOtherwise() {
        frames.trades(1, 4);
        recorder.take();
        frames.trades(3, 6);
        assertEquals(List.of("trade 5", "trade 6", "duplicate 3..4"), recorder.take());
        frames.trades(7, 7);
        assertEquals(List.of("trade 7"), recorder.take());
    }

    @Test
    void shouldFindALostTailByTheHeartbeat() {
        frames.trades(1, 1);
        recorder.take();
        frames.heartbeat(2);
        assertEquals(List.of(), recorder.take());
        frames.heartbeat(4);
        assertEquals(List.of("gap 2..3"), recorder.take());
    }

    @Test
    void shouldFindALostTailByTheSessionsEnd() {
        frames.trades(1, 1);
        recorder.take();
        frames.end(3, true);
        frames.end(3, true);
        assertEquals(List.of("gap 2..3", "ended 7/100 at 3 COMPLETE"), recorder.take());
    }

    @Test
    void shouldSayThatASessionEndedEarly() {
        frames.end(0, false);
        assertEquals(List.of("started 7/100 at 1", "ended 7/100 at 0 EARLY"), recorder.take());
    }

    @Test
    void shouldPassOverAnOvertakenHeartbeat() {
        frames.trades(1, 9);
        recorder.take();
        frames.heartbeat(3);
        frames.trades(10, 10);
        assertEquals(List.of("trade 10"), recorder.take());
    }

    @Test
    void shouldJoinLateWithoutInventingAGap() {
        frames.repeat(41, new io.tapewire.schemas.Instrument(0, "A", ""));
        frames.trades(41, 41);
        assertEquals(List.of("started 7/100 at 41", "trade 41"), recorder.take());
        assertEquals(0, decoder.undefined());
    }

    @Test
    void shouldStartANewSessionAndDropTheOldOne() {
        frames.trades(1, 1);
        new Frames(sequencer, 7, 101).trades(1, 1);
        frames.trades(2, 2);
        assertEquals(
                List.of(
                        "started 7/100 at 1",
                        "trade 1",
                        "ended 7/100 at 1 REPLACED",
                        "started 7/101 at 1",
                        "trade 1",
                        "stale 7/100"),
                recorder.take());
    }

    @Test
    void shouldNotCallAnEndedSessionReplaced() {
        frames.end(0, true);
        recorder.take();
        new Frames(sequencer, 7, 101).heartbeat(1);
        assertEquals(List.of("started 7/101 at 1"), recorder.take());
    }

    @Test
    void shouldFollowFeedsApart() {
        frames.trades(1, 1);
        new Frames(sequencer, 8, 100).trades(1, 1);
        frames.trades(2, 2);
        assertEquals(0, sequencer.counts().gapsFound());
        assertEquals(0, sequencer.counts().duplicates());
    }

    @Test
    void shouldOfferTheSameFrameAgainAfterNotNow() {
        frames.trades(1, 1);
        recorder.take();
        takes = false;
        assertFalse(frames.trades(4, 5));
        assertFalse(frames.trades(4, 5));
        takes = true;
        assertTrue(frames.trades(4, 5));
        assertEquals(List.of("gap 2..3", "trade 4", "trade 5"), recorder.take());
        assertEquals(1, sequencer.counts().gapsFound());
    }

    @Test
    void shouldGoOnInASessionThatResumesAfterItsEnd() {
        frames.end(0, false);
        frames.trades(1, 1);
        frames.end(1, true);
        assertEquals(
                List.of(
                        "started 7/100 at 1",
                        "ended 7/100 at 0 EARLY",
                        "trade 1",
                        "ended 7/100 at 1 COMPLETE"),
                recorder.take());
    }
}
