package io.tapewire.latency.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of the machine, and of this process. */
class EnvironmentTest {
    @TempDir private Path dir;

    @Test
    void shouldNameKernelJvmAndFileSystem() {
        Map<String, String> told =
                Environment.describe(dir.resolve("not/made/yet"), List.of("-Xmx1g", "-a"));
        assertEquals(System.getProperty("os.version"), told.get("kernel"));
        assertTrue(told.get("jdk").contains(Runtime.version().toString()), told::toString);
        assertTrue(told.get("journal on").contains(" on "), told::toString);
        assertTrue(told.get("read_ahead_kb").matches("\\d+|unknown"), told::toString);
        assertEquals("-Xmx1g -a", told.get("jvm flags"));
        List.of("aeron", "agrona", "chronicle-queue")
                .forEach(name -> assertTrue(told.get(name).matches("\\d.*"), name));
        told.forEach((name, value) -> assertFalse(value.isBlank(), name));
    }

    @Test
    void shouldPassOnNoOptionOfTheKernelButThoseThatTuneIt() {
        assertEquals(
                "mitigations=off isolcpus=2-3",
                Environment.tuning("root=/dev/sda mitigations=off token=secret isolcpus=2-3"));
        assertEquals("none", Environment.tuning("root=/dev/sda"));
    }

    @Test
    void shouldKnowNoCommitOfWhatIsNoCheckout() {
        assertEquals("", Build.commit(dir));
    }

    @Test
    void shouldSayUnknownOfWhatIsNotThere() {
        assertEquals("unknown", Environment.text(dir.resolve("nothing").toString()));
    }

    @Test
    void shouldMeasureThisProcess() {
        ProcessMemory memory = ProcessMemory.now();
        assertTrue(memory.residentBytes() > 1 << 20, memory::toString);
        assertTrue(memory.sharedBytes() < memory.residentBytes(), memory::toString);
    }
}
