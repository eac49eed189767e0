package io.tapewire.publisher;

import static io.tapewire.publisher.RingWriter.FEED_ID;
import static io.tapewire.publisher.RingWriter.SESSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.recovery.FramesBySequence;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Readers that a writer laps: every answer is the right frame, whole, or none. */
class RetransmitRingStressTest {
    private static final int CAPACITY = 16 << 10;
    private static final int MAX_LENGTH = 1376;
    private static final long RUN_NS = TimeUnit.SECONDS.toNanos(3);

    private final RingWriter writer = new RingWriter(CAPACITY, MAX_LENGTH);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong found = new AtomicLong();
    private final AtomicLong lapped = new AtomicLong();

    private final class Reader extends Thread {
        private final UnsafeBuffer copy =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_LENGTH, 64));
        private final FrameDecoder frame = new FrameDecoder();
        private final Random random;

        Reader(long seed) {
            super("reader");
            random = new Random(seed);
        }

        @Override
        public void run() {
            try {
                // Until the ring is closed under it.
                while (writer.ring.nextSequence(FEED_ID, SESSION) != 0) {
                    read();
                }
            } catch (Throwable t) {
                failure.compareAndSet(null, t);
            }
        }

        private void read() {
            long first = writer.ring.firstSequence(FEED_ID, SESSION);
            long next = writer.ring.nextSequence(FEED_ID, SESSION);
            long sequence = first + random.nextInt((int) Math.max(1, next - first));
            if (random.nextInt(4) == 0) {
                sequence = first;
            }
            int length = writer.ring.copyFrame(FEED_ID, SESSION, sequence, copy, 0);
            if (length == FramesBySequence.NOT_THERE) {
                lapped.incrementAndGet();
                long now = writer.ring.firstSequence(FEED_ID, SESSION);
                assertTrue(now > sequence || now == 0 || first >= next, "is there, and not found");
                return;
            }
            found.incrementAndGet();
            assertEquals(FrameStatus.OK, frame.wrap(copy, 0, length));
            assertTrue(frame.sequence() <= sequence && sequence < frame.nextSequence());
            // A frame is sealed at the time that is its sequence.
            assertEquals(frame.sequence(), frame.sealTimeNs());
        }
    }

    @Test
    void shouldNeverAnswerHalfAFrameOrAnother() throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("RetransmitRingStressTest seed " + seed);
        Random random = new Random(seed);
        Reader[] readers = {new Reader(seed + 1), new Reader(seed + 2)};
        for (Reader reader : readers) {
            reader.start();
        }
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < RUN_NS && failure.get() == null) {
            writer.trades(random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(writer.maxTrades()));
        }
        writer.ring.close();
        for (Reader reader : readers) {
            reader.join();
        }
        assertNull(failure.get(), () -> "seed " + seed + ": " + failure.get());
        assertTrue(found.get() > 0 && lapped.get() > 0, found + " found, " + lapped + " lapped");
    }
}
