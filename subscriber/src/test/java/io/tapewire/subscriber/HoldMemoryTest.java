package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class HoldMemoryTest {
    private static final int CAPACITY = 1 << 20;

    private record Kept(int place, byte[] bytes) {}

    private final HoldMemory memory = new HoldMemory(CAPACITY);
    private final List<Kept> kept = new ArrayList<>();

    private boolean store(byte[] bytes) {
        boolean room = memory.hasRoom(bytes.length);
        int place = memory.store(new UnsafeBuffer(bytes), 0, bytes.length);
        assertEquals(room, place != HoldMemory.NO_PLACE);
        if (room) {
            kept.add(new Kept(place, bytes));
        }
        return room;
    }

    private void release(int index) {
        Kept one = kept.remove(index);
        byte[] bytes = new byte[one.bytes.length];
        memory.memory().getBytes(one.place, bytes);
        assertEquals(new UnsafeBuffer(one.bytes), new UnsafeBuffer(bytes));
        memory.release(one.place);
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void shouldKeepEachFrameAsItIsUntilItIsReleased() {
        long seed = System.nanoTime();
        System.out.println("HoldMemoryTest seed " + seed);
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            // Stretches of growing and of shrinking.
            boolean grow = random.nextInt(100) < (i / 5_000 % 2 == 0 ? 70 : 30);
            if (grow) {
                int most = random.nextInt(20) == 0 ? 65_472 : 1_408;
                refused += store(random(random, 44 + random.nextInt(most - 43))) ? 0 : 1;
            } else if (!kept.isEmpty()) {
                // Mostly the oldest, as frames come in their turn.
                release(random.nextInt(4) == 0 ? random.nextInt(kept.size()) : 0);
            }
        }
        assertNotEquals(0, refused, "it never was full");
        while (!kept.isEmpty()) {
            release(kept.size() - 1);
        }
        int longest = 0;
        while (store(random(random, 65_472))) {
            longest++;
        }
        assertEquals(CAPACITY / (64 << 10), longest, "of the longest, once all was released");
    }

    @Test
    void shouldHoldSmallFramesTightly() {
        byte[] frame = new byte[92];
        for (int i = 0; i < memory.leastItems(); i++) {
            assertTrue(store(frame), "frame " + i);
        }
        assertEquals(CAPACITY / 128, kept.size());
        assertFalse(store(frame));
        assertFalse(memory.hasRoom(1_368));
    }

    @Test
    void shouldTakeFramesOfSeveralLengthsWhereItIsSmall() {
        HoldMemory small = new HoldMemory(1 << 16);
        for (int length : new int[] {44, 200, 900, 1_368, 4_096}) {
            byte[] frame = new byte[length];
            assertNotEquals(HoldMemory.NO_PLACE, small.store(new UnsafeBuffer(frame), 0, length));
        }
        assertFalse(small.hasRoom(4_097), "longer than a page");
    }
}
