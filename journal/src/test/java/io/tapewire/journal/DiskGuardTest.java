package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskGuardTest {
    private static final long RESERVE = 512L << 20;

    private final TestClock clock = new TestClock();
    private long usableBytes = RESERVE;
    private int asked;
    @TempDir Path dir;

    @Test
    void shouldAskBeforeEveryStretchAndOnceASecond() {
        DiskGuard guard = new DiskGuard(this::usableBytes, RESERVE, 0);
        assertEquals(1, asked);
        int frames = 0;
        while (asked == 1) {
            assertTrue(guard.hasRoom(1 << 16, 1));
            frames++;
        }
        assertEquals(DiskGuard.STRETCH_BYTES >> 16, frames - 1);
        assertTrue(guard.hasRoom(1, DiskGuard.RECHECK_NS));
        assertEquals(2, asked);
        assertTrue(guard.hasRoom(1, 1 + DiskGuard.RECHECK_NS));
        assertEquals(3, asked);
        // The clock was set back.
        assertTrue(guard.hasRoom(1, 5));
        assertEquals(4, asked);
    }

    @Test
    void shouldRefuseWithoutRoomAndResumeByItself() {
        FrameMaker maker = new FrameMaker(1, 10);
        try (JournalWriter writer = open()) {
            assertTrue(maker.trades(1).into(writer));
            usableBytes = RESERVE - 1;
            clock.nowNs += DiskGuard.RECHECK_NS;
            maker.trades(1);
            for (int i = 0; i < 10; i++) {
                assertFalse(maker.into(writer));
            }
            assertEquals(JournalState.DISK_FULL, writer.state());
            assertEquals(10, writer.refused());
            assertTrue(maker.heartbeat().into(writer), "takes no room");
            maker.nextSequence--;
            maker.trades(1);
            usableBytes = RESERVE;
            assertFalse(maker.into(writer), "asked too soon");
            clock.nowNs += DiskGuard.RECHECK_FULL_NS;
            assertTrue(maker.into(writer));
            assertEquals(JournalState.WRITING, writer.state());
        }
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            assertTrue(reader.next());
            assertTrue(reader.next());
            assertEquals(2, reader.decoder().sequence());
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldMakeNothingForANewFeedWithoutRoom() {
        usableBytes = 0;
        try (JournalWriter writer = open()) {
            assertFalse(new FrameMaker(1, 10).trades(1).into(writer));
            assertEquals(0, JournalReader.feeds(dir).length);
        }
    }

    private JournalWriter open() {
        return JournalWriter.open(dir, JournalSettings.defaults(), clock, this::usableBytes);
    }

    private long usableBytes() {
        asked++;
        return usableBytes;
    }
}
