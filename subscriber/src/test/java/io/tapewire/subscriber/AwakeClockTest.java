package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AwakeClockTest {
    @Test
    void shouldGoOnWithTheTurnsAndStandStillWithThem() {
        AwakeClock clock = new AwakeClock();
        long nowNs = System.nanoTime();
        long startNs = clock.advanceTo(nowNs);
        nowNs += 1_000;
        assertEquals(1_000, clock.advanceTo(nowNs) - startNs);
        nowNs += TimeUnit.HOURS.toNanos(1);
        long stoodNs = clock.advanceTo(nowNs) - startNs;
        assertTrue(stoodNs < TimeUnit.SECONDS.toNanos(1), "stood for " + stoodNs);
        nowNs += 1_000;
        assertEquals(1_000, clock.advanceTo(nowNs) - startNs - stoodNs);
    }
}
