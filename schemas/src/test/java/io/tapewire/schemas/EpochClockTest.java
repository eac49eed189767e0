package io.tapewire.schemas;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochClockTest {
    @Test
    void shouldAgreeWithTheSystemsClock() {
        long apart = Math.abs(new EpochClock().nanoTime() / 1_000_000 - System.currentTimeMillis());
        assertTrue(apart < 100, apart + " ms apart");
    }

    @Test
    void shouldAgreeWithAnotherFarWithinAMillisecond() {
        List<Long> apart = new ArrayList<>();
        EpochClock one = new EpochClock();
        for (int i = 0; i < 21; i++) {
            EpochClock other = new EpochClock();
            long before = one.nanoTime();
            long between = other.nanoTime();
            long after = one.nanoTime();
            apart.add(Math.abs(between - (before + after) / 2));
        }
        apart.sort(null);
        assertTrue(apart.get(10) < 100_000, "ns apart: " + apart);
    }
}
