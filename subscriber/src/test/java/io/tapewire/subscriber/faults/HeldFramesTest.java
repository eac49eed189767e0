package io.tapewire.subscriber.faults;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.agrona.concurrent.UnsafeBuffer;

class HeldFramesTest {
    private record Kept(long position, byte[] frame) {}

    @Property(tries = 10)
    void shouldKeepEachFrameWholeUntilItLeavesInWhateverOrder(@ForAll long seed) {
        Random random = new Random(seed);
        HeldFrames held = new HeldFrames();
        List<Kept> kept = new ArrayList<>();
        long bytes = 0;
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            int length = random.nextInt(100) == 0 ? 0 : random.nextInt(40_000);
            byte[] frame = Run.frame(i, Math.max(length, Run.HEAD));
            boolean added = held.add(new UnsafeBuffer(frame), 0, frame.length, 1, 0, i, i);
            if (added) {
                kept.add(new Kept(held.tail() - 1, frame));
                bytes += frame.length;
            } else {
                refused++;
            }
            assertTrue(bytes <= HeldFrames.MAX_BYTES);
            boolean fills = i / 1_000 % 2 == 0;
            while (!kept.isEmpty() && (!added || random.nextInt(10) < (fills ? 3 : 6))) {
                added = true;
                Kept leaving = kept.remove(random.nextInt(Math.min(kept.size(), 17)));
                byte[] found = new byte[held.lengthBytes(leaving.position)];
                held.buffer().getBytes(held.offset(leaving.position), found);
                assertArrayEquals(leaving.frame, found);
                held.onPassed(leaving.position);
                bytes -= found.length;
            }
            assertEquals(kept.size(), held.copiesLeft());
        }
        assertTrue(refused > 0, "never full");
    }
}
