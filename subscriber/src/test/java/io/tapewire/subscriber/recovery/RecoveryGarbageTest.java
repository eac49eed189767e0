package io.tapewire.subscriber.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.tapewire.driver.Layout;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/** Once running, neither serving nor asking makes garbage: counted by the JVM. */
class RecoveryGarbageTest {
    private static final int FRAMES = 1_000;
    private static final int ITEMS = 33 * FRAMES;
    private static final int REQUESTS = 31;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Full frames by sequence that are found without a map, which would make garbage. */
    private static final class Frames implements FramesBySequence {
        private final byte[][] frames = new byte[FRAMES][];

        Frames() {
            Store store = new Store().manyTrades(FRAMES);
            for (int i = 0; i < FRAMES; i++) {
                frames[i] = store.frame(33L * i + 1);
            }
        }

        @Override
        public long firstSequence(int feedId, long session) {
            return 1;
        }

        @Override
        public long nextSequence(int feedId, long session) {
            return ITEMS + 1;
        }

        @Override
        public int copyFrame(
                int feedId, long session, long sequence, MutableDirectBuffer target, int offset) {
            byte[] frame = frames[(int) (sequence - 1) / 33];
            target.putBytes(offset, frame);
            return frame.length;
        }

        @Override
        public int copyDefinitions(
                int feedId, long session, int index, MutableDirectBuffer target, int offset) {
            return NOT_THERE;
        }
    }

    private static final class Counter implements RecoveryHandler {
        private long frames;
        private long served;

        @Override
        public void onFrame(DirectBuffer buffer, int offset, int length) {
            frames++;
        }

        @Override
        public void onEnd(
                long requestId,
                RecoveryResult result,
                int feedId,
                long session,
                long fromSequence,
                long firstSequence,
                long nextSequence) {
            served += result == RecoveryResult.SERVED ? 1 : 0;
        }
    }

    @Test
    void shouldAllocateNothingOverAMillionItems() {
        RecoveryLimits unhurried = new RecoveryLimits(4, 16, 65_536, 64, 8L << 30, Long.MAX_VALUE);
        try (Service service = new Service(new Frames(), unhurried, Layout.SHARED)) {
            RepairSource client = service.client("ring");
            // The JIT compiler's own few bytes show in one round or another; ours would in all.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                least = Math.min(least, allocatedByServing(service, client));
            }
            assertEquals(0, least, "bytes");
        }
    }

    private static long allocatedByServing(Service service, RepairSource client) {
        Counter counter = new Counter();
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        int asked = 0;
        while (counter.served < REQUESTS && System.nanoTime() - deadlineNs < 0) {
            if (asked < REQUESTS
                    && asked - counter.served < 8
                    && client.request(
                            asked, Store.FEED_ID, Store.SESSION, RecoveryKind.ITEMS, 1, ITEMS)) {
                asked++;
            }
            service.server.doWork();
            client.poll(counter);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertEquals(REQUESTS, counter.served);
        assertEquals((long) FRAMES * REQUESTS, counter.frames);
        return allocated;
    }
}
