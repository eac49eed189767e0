package io.tapewire.subscriber.recovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What an answer says is there no more is exactly what did not come, while frames are let go. */
class RecoveryLapTest {
    private static final int HELD = 30;
    private static final int QUESTIONS = 1_500;

    private final Store store = new Store().manyTrades(HELD);
    private final List<byte[]> all = new ArrayList<>();
    private final AtomicBoolean done = new AtomicBoolean();
    private final FrameDecoder frame = new FrameDecoder();

    @Test
    void shouldNameExactlyWhatDidNotCome() throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("RecoveryLapTest seed " + seed);
        Random random = new Random(seed);
        for (long sequence = 1; sequence < store.next(); sequence += 33) {
            all.add(store.frame(sequence));
        }
        Thread writer = new Thread(this::write, "writer");
        writer.start();
        long gone = 0;
        try (Service service = new Service(store)) {
            RepairSource client = service.client("ring");
            for (int i = 0; i < QUESTIONS; i++) {
                long newest = store.next();
                long from = Math.max(1, newest - random.nextInt(2 * 33 * HELD));
                int count = 1 + random.nextInt(33 * HELD);
                Answers answers = service.ask(client, RecoveryKind.ITEMS, from, count);
                gone += check(answers, from, count, newest);
            }
        } finally {
            done.set(true);
            writer.join();
        }
        assertTrue(gone > 0 && gone < QUESTIONS, "gone " + gone);
    }

    private void write() {
        while (!done.get()) {
            synchronized (all) {
                store.trades(33);
                all.add(store.frame(store.next() - 1));
            }
            store.letGo();
            LockSupport.parkNanos(20_000);
        }
    }

    private int check(Answers answers, long from, int count, long newestBefore) {
        Answers.End end = answers.ends.get(0);
        long first = from;
        if (end.result() == RecoveryResult.GONE) {
            assertTrue(end.firstSequence() > from, "nothing of it was let go");
        } else {
            assertEquals(RecoveryResult.SERVED, end.result());
        }
        for (byte[] bytes : answers.frames) {
            frame.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
            synchronized (all) {
                assertArrayEquals(all.get((int) (frame.sequence() / 33)), bytes);
            }
            if (frame.sequence() > first) {
                // What lies before this frame was let go while it was asked for, or before.
                assertEquals(RecoveryResult.GONE, end.result());
                assertTrue(frame.sequence() <= end.firstSequence(), "let go, and not before this");
            }
            assertTrue(frame.nextSequence() > first, "out of order");
            first = frame.nextSequence();
        }
        long to = Math.min(from + count, newestBefore);
        if (first < to) {
            assertEquals(RecoveryResult.GONE, end.result());
            assertTrue(end.firstSequence() >= to, "is there, and was not sent");
        }
        return end.result() == RecoveryResult.GONE ? 1 : 0;
    }
}
