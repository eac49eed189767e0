package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.CncFileDescriptor;
import io.tapewire.driver.DriverDirectory.State;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DriverDeathTest {
    @TempDir Path temp;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldTakeOverFromAKilledDriverWithoutWaitingForItsTimeout(boolean ours) {
        Path dir = temp.resolve("bus");
        try (DriverProcess other = ours ? DriverProcess.ours(dir) : DriverProcess.aerons(dir)) {
            assertEquals("runs", other.firstLine());
            assertEquals(State.LIVE, DriverDirectory.examine(dir.toString()).state());
            assertThrows(TapewireException.class, () -> embedded(dir));
            assertEquals(State.LIVE, DriverDirectory.examine(dir.toString()).state());
            other.kill();
        }
        try (BusConnection connection = embedded(dir)) {
            assertTrue(connection.isAlive());
            assertEquals(1, notices.size(), notices::toString);
            assertTrue(notices.get(0).startsWith("Cleared " + dir), notices::toString);
        }
    }

    @Test
    void shouldTakeOverFromAKilledDriverWhoseNumberAnotherProcessHasNow() throws IOException {
        Path dir = temp.resolve("bus");
        try (DriverProcess other = DriverProcess.ours(dir)) {
            assertEquals("runs", other.firstLine());
            other.kill();
        }
        // As in a container, where each start of the driver is process 1.
        long pid = ProcessHandle.current().pid();
        CncFile cnc = CncFile.read(dir.resolve(CncFile.NAME));
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        DriverDirectoryTest.patch(
                dir, CncFileDescriptor.PID_FIELD_OFFSET, bytes.putLong(pid).array());
        Path lock = temp.resolve("bus.lock");
        Files.writeString(lock, Files.readString(lock).replace(cnc.pid() + " ", pid + " "));
        try (BusConnection connection = embedded(dir)) {
            assertTrue(connection.isAlive());
        }
    }

    @Test
    void shouldNotAttachToAKilledDriver() {
        Path dir = temp.resolve("bus");
        try (DriverProcess other = DriverProcess.ours(dir)) {
            assertEquals("runs", other.firstLine());
            BusConnection.attach(dir.toString(), notices::add).close();
            other.kill();
        }
        TapewireException refused =
                assertThrows(
                        TapewireException.class,
                        () -> BusConnection.attach(dir.toString(), notices::add));
        assertTrue(
                refused.getMessage().contains("is of a driver that is dead"), refused::getMessage);
    }

    @Test
    void shouldLetOneOfTwoProcessesWinADirectory() {
        Path dir = temp.resolve("bus");
        try (DriverProcess one = DriverProcess.ours(dir);
                DriverProcess two = DriverProcess.ours(dir)) {
            List<String> said = Stream.of(one.firstLine(), two.firstLine()).sorted().toList();
            assertEquals("runs", said.get(1));
            assertEquals(
                    "Another driver is starting or running at %s: attach to it, or name another directory."
                            .formatted(dir),
                    said.get(0));
            assertEquals(State.LIVE, DriverDirectory.examine(dir.toString()).state());
        }
    }

    private BusConnection embedded(Path dir) {
        return BusConnection.embedded(
                DriverSettings.builder().aeronDir(dir.toString()).layout(Layout.INLINE).build(),
                notices::add);
    }
}
