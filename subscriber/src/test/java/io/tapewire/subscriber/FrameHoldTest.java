package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameHoldTest {
    @Test
    void shouldGiveFramesInOrderHoweverTheyCame() {
        long seed = System.nanoTime();
        System.out.println("FrameHoldTest seed " + seed);
        Random random = new Random(seed);
        FrameHold hold = new FrameHold();
        TreeMap<Long, Integer> model = new TreeMap<>();
        for (int i = 0; i < 200_000; i++) {
            boolean grow = random.nextInt(100) < (i / 10_000 % 2 == 0 ? 65 : 35);
            if (grow || model.isEmpty()) {
                long first = sequence(random, model);
                if (model.putIfAbsent(first, i) == null) {
                    hold.insert(first, first + 3, i, i % 1_000);
                }
            } else if (random.nextInt(8) == 0) {
                assertEquals(model.lastKey(), hold.lastSequence());
                assertEquals(model.pollLastEntry().getValue(), hold.lastPlace());
                hold.removeLast();
            } else {
                assertEquals(model.firstKey(), hold.firstSequence());
                assertEquals(model.firstKey() + 3, hold.endSequence());
                int place = model.pollFirstEntry().getValue();
                assertEquals(place, hold.firstPlace());
                assertEquals(place % 1_000, hold.firstLength());
                hold.removeFirst();
            }
            assertEquals(model.size(), hold.count());
        }
    }

    // Mostly at the end, often before the first, sometimes between.
    private static long sequence(Random random, TreeMap<Long, Integer> model) {
        if (model.isEmpty()) {
            return random.nextInt(1_000_000);
        }
        long first = model.firstKey();
        long last = model.lastKey();
        return switch (random.nextInt(4)) {
            case 0 -> first - 1 - random.nextInt(5);
            case 1 -> first + (long) (random.nextDouble() * (last - first));
            default -> last + 1 + random.nextInt(5);
        };
    }
}
