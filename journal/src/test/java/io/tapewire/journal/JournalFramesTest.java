package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.recovery.FramesBySequence;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFramesTest {
    private static final int FEED = 3;
    private static final long SESSION = 100;

    @TempDir private Path dir;
    private final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(1_376));
    private final UnsafeBuffer copy = new UnsafeBuffer(ByteBuffer.allocateDirect(1_376));
    private final FrameSealer sealer = new FrameSealer(FEED, SESSION);
    private final FrameDecoder decoder = new FrameDecoder();

    private void trades(JournalWriter writer, long from, long to) {
        TradeFrameEncoder trades = new TradeFrameEncoder(sealer, 1_376);
        trades.begin(frame, 0);
        for (long s = from; s <= to; s++) {
            trades.add(s, 0, s, s, Side.BUY, s, 0);
        }
        assertTrue(writer.onFrame(frame, 0, trades.seal(from, 1), 0));
    }

    private void definition(JournalWriter writer, long sequence) {
        DefinitionFrameEncoder definitions = new DefinitionFrameEncoder(sealer, 1_376);
        definitions.begin(frame, 0);
        definitions.add(new Instrument((int) sequence, "S" + sequence, ""));
        assertTrue(writer.onFrame(frame, 0, definitions.seal(sequence, 1), 0));
    }

    private JournalWriter writer() {
        return JournalWriter.open(dir, JournalSettings.defaults(), new SystemEpochNanoClock());
    }

    @Test
    void shouldFindAnyFrameBySequenceWhileItIsWritten() {
        Random random = new Random(5);
        try (JournalWriter writer = writer();
                JournalFrames frames = new JournalFrames(dir)) {
            definition(writer, 1);
            long next = 2;
            for (int i = 0; i < 2_000; i++) {
                long to = next + random.nextInt(33);
                trades(writer, next, to);
                next = to + 1;
                if (i % 50 == 0) {
                    for (int j = 0; j < 20; j++) {
                        assertHolds(frames, 1 + random.nextLong(next - 1));
                    }
                    assertEquals(next, frames.nextSequence(FEED, SESSION));
                }
            }
            assertEquals(1, frames.firstSequence(FEED, SESSION));
            assertEquals(
                    FramesBySequence.NOT_THERE, frames.copyFrame(FEED, SESSION, next, copy, 0));
            for (long s = 1; s < next; s = decoder.nextSequence()) {
                assertHolds(frames, s);
            }
        }
    }

    @Test
    void shouldGiveEveryDefinitionOfASession() {
        try (JournalWriter writer = writer();
                JournalFrames frames = new JournalFrames(dir)) {
            definition(writer, 1);
            trades(writer, 2, 9);
            definition(writer, 10);
            assertTrue(frames.copyDefinitions(FEED, SESSION, 0, copy, 0) > 0);
            assertTrue(frames.copyDefinitions(FEED, SESSION, 1, copy, 0) > 0);
            assertEquals(
                    FramesBySequence.NOT_THERE, frames.copyDefinitions(FEED, SESSION, 2, copy, 0));
        }
    }

    @Test
    void shouldHaveNothingOfWhatItNeverReceived() {
        try (JournalWriter writer = writer();
                JournalFrames frames = new JournalFrames(dir)) {
            trades(writer, 5, 9);
            assertEquals(5, frames.firstSequence(FEED, SESSION));
            assertEquals(0, frames.firstSequence(FEED, SESSION + 1));
            assertEquals(0, frames.nextSequence(FEED + 1, SESSION));
            assertEquals(FramesBySequence.NOT_THERE, frames.copyFrame(FEED, SESSION, 4, copy, 0));
        }
    }

    private void assertHolds(JournalFrames frames, long sequence) {
        int length = frames.copyFrame(FEED, SESSION, sequence, copy, 0);
        assertTrue(length > 0, "no frame holds " + sequence);
        assertEquals(FrameStatus.OK, decoder.wrap(copy, 0, length));
        assertTrue(decoder.sequence() <= sequence && sequence < decoder.nextSequence());
    }
}
