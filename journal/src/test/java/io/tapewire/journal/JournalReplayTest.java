package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.schemas.pace.Pacer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReplayTest {
    private static final long START_NS = -7;

    private final List<Long> taken = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder();
    private boolean notNow;
    @TempDir Path dir;

    /** Three frames of two trades each, sealed 100 ns apart. */
    @BeforeEach
    void write() {
        FrameMaker maker = new FrameMaker(1, 10);
        try (JournalWriter writer =
                JournalWriter.open(dir, JournalSettings.defaults(), new TestClock())) {
            for (int i = 0; i < 3; i++) {
                maker.sealTimeNs = 1000 + 100 * i;
                maker.trades(2).into(writer);
            }
        }
    }

    @Test
    void shouldKeepTheDistancesAtWhichFramesWereSealed() {
        assertTakenAt("x2", START_NS, START_NS + 50, START_NS + 100);
    }

    @Test
    void shouldCountItemsWhereTheRateIsFixed() {
        assertTakenAt("1000000/s", START_NS, START_NS + 2_000, START_NS + 4_000);
    }

    @Test
    void shouldOfferARefusedFrameAgainAndEndAtTheEnd() {
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            JournalReplay replay = replay(reader, Pace.MAX);
            notNow = true;
            assertEquals(0, replay.doWork(START_NS));
            assertEquals(0, replay.doWork(START_NS));
            assertFalse(replay.isDone());
            notNow = false;
            assertEquals(3, replay.doWork(START_NS));
            assertEquals(List.of(1L, 3L, 5L), taken);
            assertTrue(replay.isDone());
        }
    }

    private void assertTakenAt(String pace, long... timesNs) {
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            JournalReplay replay = replay(reader, Pace.parse(pace));
            for (int i = 0; i < timesNs.length; i++) {
                if (i > 0) {
                    assertEquals(0, replay.doWork(timesNs[i] - 1));
                }
                assertEquals(1, replay.doWork(timesNs[i]));
            }
            assertEquals(List.of(1L, 3L, 5L), taken);
        }
    }

    private JournalReplay replay(JournalReader reader, Pace pace) {
        FrameHandler handler =
                (buffer, offset, lengthBytes, fromSequence) -> {
                    decoder.wrapChecked(buffer, offset, lengthBytes);
                    return !notNow && taken.add(decoder.sequence());
                };
        return new JournalReplay(reader, new Pacer(pace), handler);
    }
}
