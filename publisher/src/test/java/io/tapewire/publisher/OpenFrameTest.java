package io.tapewire.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.FrameBlock;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Which frames leave together. */
class OpenFrameTest {
    private static final int FEED_ID = 1;
    private static final long SESSION = 5;
    private static final int MAX_LENGTH = 1_376;
    private static final int TRADES_A_FRAME = 33;
    private static final long QUICK_NS = 1_000;

    private final RetransmitRing ring =
            new RetransmitRing(FEED_ID, SESSION, 1, 1 << 20, MAX_LENGTH);
    private final OpenFrame frame =
            new OpenFrame(new FrameSealer(FEED_ID, SESSION), ring, 1, MAX_LENGTH);
    private long nowNs = 1_760_000_000_000_000_000L;

    @Test
    void shouldSendEachOfAFewFullFramesAtOnce() {
        for (int i = 0; i < 16; i++) {
            assertTrue(fill(QUICK_NS), "frame " + i);
            assertEquals(1, frame.take().count());
        }
    }

    @Test
    void shouldSendByFourWhatComesAfterSixteenInARow() {
        runOf(16);
        for (int i = 0; i < 10; i++) {
            assertFalse(fill(QUICK_NS));
            assertFalse(fill(QUICK_NS));
            assertFalse(fill(QUICK_NS));
            assertTrue(fill(QUICK_NS));
            assertEquals(4, frame.take().count());
        }
    }

    @Test
    void shouldBeginAnewAfterAPause() {
        runOf(20);
        assertTrue(fill(100_000));
        assertEquals(1, frame.take().count());
    }

    @Test
    void shouldSendThoseThatWaitWhenOneComesAfterAPause() {
        runOf(16);
        assertFalse(fill(QUICK_NS));
        assertTrue(fill(100_000));
        assertEquals(2, frame.take().count());
    }

    @Test
    void shouldHaveThoseThatWaitLeaveWithWhatIsFlushed() {
        runOf(16);
        assertFalse(fill(QUICK_NS));
        assertFalse(fill(QUICK_NS));
        assertFalse(frame.isEmpty());
        frame.add(1, 0, 2, 3, Side.BUY, 4, 0);
        frame.seal(nowNs);
        FrameBlock block = frame.take();
        assertEquals(3, block.count());
        assertTrue(frame.isEmpty());
        FrameDecoder decoder = new FrameDecoder();
        long sequence = 1 + 16 * TRADES_A_FRAME;
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    FrameStatus.OK,
                    decoder.wrap(block.buffer(), block.offset(i), block.lengthBytes(i)));
            assertEquals(sequence, decoder.sequence());
            sequence = decoder.nextSequence();
        }
        assertEquals(frame.nextSequence(), sequence);
    }

    @Test
    void shouldHaveTheRingKeepEachFrameOnceItWasTaken() {
        runOf(16);
        UnsafeBuffer copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_LENGTH, 64));
        for (int i = 0; i < 4; i++) {
            fill(QUICK_NS);
        }
        frame.keep();
        assertEquals(1 + 16 * TRADES_A_FRAME, ring.nextSequence(FEED_ID, SESSION));
        frame.take();
        frame.keep();
        frame.keep();
        assertEquals(frame.nextSequence(), ring.nextSequence(FEED_ID, SESSION));
        for (long sequence = 1; sequence < frame.nextSequence(); sequence++) {
            assertEquals(1_368, ring.copyFrame(FEED_ID, SESSION, sequence, copy, 0));
        }
    }

    @Test
    void shouldTakeDefinitionsWhereNoTradesWait() {
        runOf(16);
        assertTrue(frame.takesDefinitions());
        fill(QUICK_NS);
        assertFalse(frame.takesDefinitions());
        frame.take();
        assertTrue(frame.takesDefinitions());
        frame.add(new Instrument(0, "BTC-USD", "TEST"));
        assertFalse(frame.takesTrades());
        frame.seal(nowNs);
        assertEquals(1, frame.take().count());
    }

    private void runOf(int frames) {
        for (int i = 0; i < frames; i++) {
            fill(QUICK_NS);
            frame.take();
        }
        frame.keep();
    }

    /** Answers whether it is to be sent at once. */
    private boolean fill(long laterNs) {
        nowNs += laterNs;
        boolean full = false;
        while (!full) {
            full = frame.add(1, 0, 2, 3, Side.BUY, 4, 0);
        }
        return frame.sealFull(nowNs);
    }
}
