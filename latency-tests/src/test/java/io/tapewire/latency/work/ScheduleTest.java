package io.tapewire.latency.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long START_NS = -5_000_000_000L;

    @Test
    void shouldSpaceTradesEvenlyWhateverBecameOfThoseBefore() {
        Schedule schedule = Schedule.openLoop(START_NS, 1, 101_000, 1);
        for (int i = 0; i < 101_000; i++) {
            long expectedNs = START_NS + i * 1_000_000_000L / 101_000;
            assertEquals(expectedNs, schedule.dueNs(), 1.0);
            assertEquals(i + 1, schedule.number());
            assertFalse(schedule.isDone(Long.MAX_VALUE - 1));
            schedule.onSent();
        }
        assertTrue(schedule.isDone(START_NS));
        assertEquals(101_000, schedule.sent());
    }

    @Test
    void shouldHaveTheTradesOfABurstShareOneTime() {
        Schedule schedule = Schedule.openLoop(START_NS, 0.01, 1_000, 5);
        for (int i = 0; i < 10; i++) {
            assertEquals(START_NS + i / 5 * 5_000_000L, schedule.dueNs());
            schedule.onSent();
        }
        assertTrue(schedule.isDone(START_NS));
    }

    @Test
    void shouldNotBeDueBeforeItsTime() {
        Schedule schedule = Schedule.openLoop(START_NS, 1, 1_000, 1);
        assertFalse(schedule.isDue(START_NS - 1));
        assertTrue(schedule.isDue(START_NS));
        schedule.onSent();
        assertFalse(schedule.isDue(START_NS + 999_999));
        assertTrue(schedule.isDue(START_NS + 1_000_000));
    }

    @Test
    void shouldTellHowLateTheEndCame() {
        Schedule schedule = Schedule.openLoop(START_NS, 0.01, 1_000, 1);
        for (int i = 0; i < 10; i++) {
            schedule.onSent();
        }
        assertEquals(0, schedule.lateNs(START_NS + 9_000_000));
        assertEquals(2_000_000, schedule.lateNs(START_NS + 12_000_000));
    }

    @Test
    void shouldFloodFromItsStartToItsEnd() {
        Schedule schedule = Schedule.flood(START_NS, 2);
        assertFalse(schedule.isDue(START_NS - 1));
        for (int i = 0; i < 1_000; i++) {
            assertTrue(schedule.isDue(START_NS));
            schedule.onSent();
        }
        assertFalse(schedule.isDone(START_NS + 1_999_999_999));
        assertTrue(schedule.isDone(START_NS + 2_000_000_000));
        assertEquals(0, schedule.lateNs(START_NS + 3_000_000_000L));
    }
}
