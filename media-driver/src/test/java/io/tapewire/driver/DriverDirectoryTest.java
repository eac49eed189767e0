package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.CncFileDescriptor;
import io.aeron.driver.MediaDriver;
import io.tapewire.driver.DriverDirectory.State;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.SemanticVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DriverDirectoryTest {
    @TempDir Path temp;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    @Test
    void shouldTellNothingFromSomething() throws IOException {
        assertEquals(State.ABSENT, state(temp.resolve("none")));
        assertEquals(State.ABSENT, state(temp));
        assertEquals(State.FOREIGN, state(Files.createFile(temp.resolve("file"))));
        assertEquals(State.FOREIGN, state(temp));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 20_000})
    void shouldNotTakeAnyFileForADrivers(int lengthBytes) throws IOException {
        byte[] bytes = new byte[lengthBytes];
        System.arraycopy(
                version(CncFileDescriptor.CNC_VERSION), 0, bytes, 0, Math.min(4, lengthBytes));
        Files.write(temp.resolve(CncFile.NAME), bytes);
        assertEquals(State.FOREIGN, state(temp));
    }

    @Test
    void shouldRefuseAForeignDirectoryAndLeaveItAlone() throws IOException {
        Path dir = Files.createDirectory(temp.resolve("bus"));
        Path precious = Files.writeString(dir.resolve("precious"), "kept");
        TapewireException refused = assertThrows(TapewireException.class, () -> claim(dir));
        assertEquals(
                "No driver can start at %s, which holds 'precious', which no driver put there: name another directory."
                        .formatted(dir),
                refused.getMessage());
        assertEquals("kept", Files.readString(precious));
    }

    @Test
    void shouldClearWhatADeadDriverLeftAndSaySo() throws IOException {
        Path dir = remainsOfADriver();
        assertEquals(State.STALE, state(dir));
        claim(dir).close();
        assertEquals(State.ABSENT, state(dir));
        assertEquals(1, notices.size());
        assertTrue(
                notices.get(0)
                        .startsWith("Cleared " + dir + ", which is of a driver that is dead"));
    }

    @Test
    void shouldNotClearADeadDriversDirectoryThatSomebodyElseUses() throws IOException {
        Path dir = remainsOfADriver();
        Files.createFile(dir.resolve("archive.log"));
        assertEquals(State.FOREIGN, state(dir));
        assertThrows(TapewireException.class, () -> claim(dir));
        assertTrue(Files.exists(dir.resolve("archive.log")));
    }

    @Test
    void shouldClearADirectoryThatADriverDiedStartingIn() throws IOException {
        Path dir = remainsOfADriver();
        patch(dir, CncFileDescriptor.CNC_VERSION_FIELD_OFFSET, new byte[4]);
        assertEquals(State.STALE, state(dir));
    }

    @Test
    void shouldNameBothVersionsOfAMismatch() throws IOException {
        Path dir = remainsOfADriver();
        patch(
                dir,
                CncFileDescriptor.CNC_VERSION_FIELD_OFFSET,
                version(SemanticVersion.compose(9, 1, 2)));
        assertEquals(State.VERSION_MISMATCH, state(dir));
        String ours = SemanticVersion.toString(CncFileDescriptor.CNC_VERSION);
        for (TapewireException refused :
                List.of(
                        assertThrows(TapewireException.class, () -> claim(dir)),
                        assertThrows(
                                TapewireException.class,
                                () -> BusConnection.attach(dir.toString(), notices::add)))) {
            assertTrue(
                    refused.getMessage().contains("version 9.1.2 and this is version " + ours),
                    refused.getMessage());
        }
        assertTrue(Files.exists(dir.resolve(CncFile.NAME)));
    }

    @Test
    void shouldClearOnlyTheDeadAmongUnnamedDirectories() throws IOException {
        Path dead = remainsOfADriver();
        Path deadToo = Files.move(dead, temp.resolve("tw-dead"));
        Path other = Files.createDirectories(temp.resolve("other"));
        Path live = temp.resolve("tw-live");
        try (BusDriver driver = driver(live)) {
            DirectoryClaim.sweep(temp.resolve("tw-"), notices::add);
            assertEquals(State.LIVE, state(live));
            assertTrue(driver.isHealthy());
            assertEquals(State.ABSENT, state(deadToo));
            assertTrue(Files.exists(other));
        }
    }

    @Test
    void shouldNeverTakeALiveDriversDirectory() throws IOException {
        Path dir = temp.resolve("live");
        try (BusDriver driver = driver(dir)) {
            assertThrows(TapewireException.class, () -> driver(dir));
            assertThrows(
                    TapewireException.class,
                    () -> BusConnection.embedded(settings(dir), notices::add));
            assertTrue(driver.isHealthy());
            assertEquals(State.LIVE, state(dir));
        }
    }

    @Test
    void shouldNeverTakeTheDirectoryOfADriverOfAerons() {
        Path dir = temp.resolve("aerons");
        try (MediaDriver aerons = DriverProcess.aeronsDriver(dir.toString())) {
            TapewireException refused = assertThrows(TapewireException.class, () -> driver(dir));
            assertEquals(
                    "No driver can start at %s, which is of a live driver (process %d): attach to it, or name another directory."
                            .formatted(dir, ProcessHandle.current().pid()),
                    refused.getMessage());
            assertEquals(State.LIVE, state(dir));
            assertEquals(dir.toString(), aerons.aeronDirectoryName());
        }
    }

    @Test
    void shouldBelieveAHeartThatBeatsThoughItsProcessCannotBeSeen() throws IOException {
        Path dir = temp.resolve("elsewhere");
        try (MediaDriver aerons = DriverProcess.aeronsDriver(dir.toString())) {
            // As a driver in another container's process numbering looks.
            patch(
                    dir,
                    CncFileDescriptor.PID_FIELD_OFFSET,
                    new byte[] {-1, -1, -1, 127, 0, 0, 0, 0});
            assertEquals(State.LIVE, state(dir));
            assertEquals(dir.toString(), aerons.aeronDirectoryName());
        }
    }

    private static State state(Path dir) {
        return DriverDirectory.examine(dir.toString()).state();
    }

    private DirectoryClaim claim(Path dir) {
        return DirectoryClaim.named(dir.toString(), notices::add);
    }

    private BusDriver driver(Path dir) {
        return BusDriver.standalone(settings(dir), notices::add);
    }

    private static DriverSettings settings(Path dir) {
        return DriverSettings.builder()
                .aeronDir(dir.toString())
                .layout(Layout.SHARED)
                .idle(Idle.BACKOFF)
                .build();
    }

    /** A copy of a driver's files, which no heart beats in: its driver said that it closes. */
    private Path remainsOfADriver() throws IOException {
        Path live = temp.resolve("original");
        Path remains = Files.createDirectories(temp.resolve("remains"));
        try (BusDriver driver = driver(live)) {
            Files.copy(Path.of(driver.aeronDir(), CncFile.NAME), remains.resolve(CncFile.NAME));
        }
        Files.createDirectories(remains.resolve("publications"));
        CncFile cnc = CncFile.read(remains.resolve(CncFile.NAME));
        long heartbeatOffset =
                CncFileDescriptor.META_DATA_LENGTH
                        + io.aeron.driver.Configuration.CONDUCTOR_BUFFER_LENGTH_DEFAULT
                        - org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH
                        + org.agrona.concurrent.ringbuffer.RingBufferDescriptor
                                .CONSUMER_HEARTBEAT_OFFSET;
        byte[] closed = {-1, -1, -1, -1, -1, -1, -1, -1};
        patch(remains, heartbeatOffset, closed);
        assertTrue(cnc.heartbeatMs() > 0);
        assertEquals(-1, CncFile.read(remains.resolve(CncFile.NAME)).heartbeatMs());
        return remains;
    }

    private static byte[] version(int version) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(version).array();
    }

    static void patch(Path dir, long offset, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(dir.resolve(CncFile.NAME), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes), offset);
        }
    }
}
