package io.tapewire.latency.subject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsedPagesTest {
    @TempDir private Path dir;

    @Test
    void shouldLeaveNothingBehind() throws IOException {
        UsedPages.prepare(dir, 3 << 20);
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shouldLeaveADiskWithLittleRoomAlone() throws IOException {
        UsedPages.prepare(dir, Files.getFileStore(dir).getUsableSpace());
        try (Stream<Path> left = Files.list(dir)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void shouldSayWhereItCannotWrite() {
        Path nowhere = dir.resolve("nowhere");
        TapewireException thrown =
                assertThrows(TapewireException.class, () -> UsedPages.prepare(nowhere, 1));
        assertTrue(thrown.getMessage().contains(nowhere.toString()));
    }
}
