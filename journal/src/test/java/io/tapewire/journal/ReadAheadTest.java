package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.MappedBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ReadAheadTest {
    private static final int BLOCK_BYTES = 1 << 20;

    @TempDir private Path dir;

    @Test
    void shouldBeNoneInTheBlockThatIsWrittenAndAsBeforeElsewhere() throws IOException {
        try (MappedBytes bytes = MappedBytes.mappedBytes(dir.resolve("a").toFile(), BLOCK_BYTES)) {
            List<String> before = withoutReadAhead();
            bytes.writePosition(5 * BLOCK_BYTES + 8);
            bytes.writeLong(1);
            new ReadAhead().disable(bytes.bytesStore());
            List<String> since = withoutReadAhead();
            since.removeAll(before);
            assertEquals(1, since.size(), since::toString);
            assertEquals(dir.resolve("a").toString(), since.get(0).replaceAll(".* ", ""));
        }
    }

    /** Mappings of this process: "rr" of the flags in proc_pid_smaps(5). */
    private static List<String> withoutReadAhead() throws IOException {
        List<String> found = new ArrayList<>();
        String mapping = "";
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                mapping = line;
            } else if (line.startsWith("VmFlags:") && line.contains(" rr")) {
                found.add(mapping);
            }
        }
        return found;
    }
}
