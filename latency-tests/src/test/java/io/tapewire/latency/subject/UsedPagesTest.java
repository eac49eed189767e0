package io.tapewire.latency.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.environment.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsedPagesTest {
    private static final int MIB = 1 << 20;

    @TempDir private Path dir;
    private final AtomicInteger turns = new AtomicInteger();

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.toList();
        }
    }

    @Test
    void shouldBeInUseUntilTheyAreLetGo() throws IOException {
        try (UsedPages pages = UsedPages.take(dir, 3 * MIB, 8 * MIB, turns::incrementAndGet)) {
            assertEquals(3, turns.get());
            assertEquals(3 * MIB, pages.bytes());
            assertEquals(3 * MIB, Files.size(files().get(0)));
        }
        assertEquals(List.of(), files());
    }

    @Test
    void shouldTakeNoMoreThanThereIsRoomFor() throws IOException {
        try (UsedPages pages = UsedPages.take(dir, 8 * MIB, 2 * MIB + 1, turns::incrementAndGet)) {
            assertEquals(2 * MIB, pages.bytes());
        }
        try (UsedPages none = UsedPages.take(dir, 8 * MIB, -1, turns::incrementAndGet)) {
            assertEquals(0, none.bytes());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void shouldTakeNoneWhereNothingCanBeWritten() {
        try (UsedPages none =
                UsedPages.take(dir.resolve("nowhere"), MIB, MIB, turns::incrementAndGet)) {
            assertEquals(0, none.bytes());
        }
    }

    @Test
    void shouldLeaveOthersMostOfTheMemory() {
        long roomBytes = UsedPages.roomBytes(dir);
        assertTrue(roomBytes < dir.toFile().getUsableSpace(), () -> roomBytes + " bytes");
        // What is available changes between two looks.
        assertTrue(roomBytes < Environment.availableMemoryBytes() / 8, () -> roomBytes + " bytes");
    }
}
