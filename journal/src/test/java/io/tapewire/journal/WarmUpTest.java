package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
    @TempDir private Path dir;

    @Test
    void shouldLoadChronicleBeforeTheFirstFrame() throws Exception {
        List<String> flags = List.of(TestProcess.jvmOptions());
        String said = TestProcess.output(TestProcess.start(flags, FirstFrame.class, dir));
        // Some 1,800 where nothing was warmed up.
        assertTrue(Integer.parseInt(said.strip()) < 100, said);
    }

    @Test
    void shouldLeaveNoTraceAlsoOfOneThatWasKilled() throws Exception {
        Path left = Files.createDirectories(JournalDirectory.warmUp(dir));
        Files.write(left.resolve("19700101-00F.cq4"), new byte[100]);
        try (JournalWriter writer =
                JournalWriter.open(dir, JournalSettings.defaults(), new TestClock())) {
            assertEquals(0, writer.frames());
            assertArrayEquals(new int[0], JournalReader.feeds(dir));
            assertFalse(Files.exists(left));
        }
    }

    @Test
    void shouldWriteNothingToAFullDisk() {
        try (JournalWriter writer =
                JournalWriter.open(dir, JournalSettings.defaults(), new TestClock(), () -> 0)) {
            assertEquals(JournalState.DISK_FULL, writer.state());
            assertEquals(2, dir.toFile().list().length, "only the lock and its owner");
        }
    }
}
