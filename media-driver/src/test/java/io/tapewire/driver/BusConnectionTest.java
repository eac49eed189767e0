package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.logbuffer.FragmentHandler;
import io.tapewire.schemas.TapewireException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class BusConnectionTest {
    private static final String UDP = "aeron:udp?endpoint=localhost:0";
    @TempDir Path temp;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({"INLINE", "SHARED", "DEDICATED"})
    void shouldCarryMessagesOverIpcAndUdpInEachLayout(Layout layout) {
        DriverSettings settings =
                DriverSettings.builder()
                        .layout(layout)
                        .idle(Idle.BACKOFF)
                        .termLengthBytes(1 << 16)
                        .build();
        try (BusConnection connection = BusConnection.embedded(settings, notices::add)) {
            assertPasses(connection, "aeron:ipc");
            assertPasses(connection, UDP);
            assertTrue(connection.isAlive());
        }
        assertEquals(List.of(), notices);
    }

    @Test
    void shouldAttachToADriverOfAeronsAndToOneEmbeddedElsewhere() {
        String dir = temp.resolve("aerons").toString();
        try (MediaDriver aerons = DriverProcess.aeronsDriver(dir);
                BusConnection one = BusConnection.attach(dir, notices::add);
                BusConnection two = BusConnection.attach(dir, notices::add)) {
            assertEquals(dir, aerons.aeronDirectoryName());
            assertPasses(one, UDP);
            assertPasses(two, "aeron:ipc");
            assertTrue(
                    one.describe().startsWith("attached to the driver at " + dir), one::describe);
        }
        assertEquals(List.of(), notices);
    }

    @Test
    void shouldSayThatNoDriverIsThere() {
        assertEquals(
                "There is no driver to attach to at %s/none, which does not exist: start one there, or name the directory of one that runs."
                        .formatted(temp),
                assertThrows(
                                TapewireException.class,
                                () -> BusConnection.attach(temp + "/none", notices::add))
                        .getMessage());
    }

    @Test
    void shouldSayWhyAnAddressIsRefusedAndGoOn() {
        try (BusConnection connection = BusConnection.embedded(inline(), notices::add)) {
            String nowhere = "aeron:udp?endpoint=nowhere.invalid:1";
            for (Executable opening :
                    List.<Executable>of(
                            () -> BusPublication.open(connection, nowhere, 1),
                            () -> BusSubscription.open(connection, nowhere, 1))) {
                assertEquals(
                        "The media driver refuses aeron:udp?endpoint=nowhere.invalid:1 stream 1:"
                                + " unresolved - endpoint=nowhere.invalid:1.",
                        assertThrows(TapewireException.class, opening).getMessage());
            }
            assertEquals(List.of(), notices, "the client that asked is told, nobody else");
            assertTrue(connection.isAlive());
            assertPasses(connection, UDP);
        }
    }

    @Test
    void shouldShareAPublicationAmongAllAtItsAddressUntilTheLastOfThemLeaves() {
        BusAddress address = new BusAddress("aeron:ipc", 9);
        try (BusConnection connection = BusConnection.embedded(inline(), notices::add)) {
            BusPublication one = BusPublication.open(connection, address, true);
            BusPublication other = BusPublication.open(connection, address, true);
            assertSame(one.aeronPublication(), other.aeronPublication());
            one.close();
            assertFalse(other.aeronPublication().isClosed());
            other.close();
            assertTrue(other.aeronPublication().isClosed());
            BusPublication next = BusPublication.open(connection, address, true);
            assertFalse(next.aeronPublication().isClosed());
        }
    }

    @Test
    void shouldHandAHandlersExceptionToThePoller() {
        try (BusConnection connection = BusConnection.embedded(inline(), notices::add);
                Subscription subscription = connection.aeron().addSubscription("aeron:ipc", 7);
                Publication publication = connection.aeron().addPublication("aeron:ipc", 7)) {
            send(connection, publication);
            FragmentHandler failing =
                    (buffer, offset, length, header) -> {
                        throw new IllegalStateException("handler");
                    };
            assertThrows(
                    IllegalStateException.class,
                    () ->
                            Await.until(
                                    () -> {
                                        connection.doWork();
                                        return subscription.poll(failing, 1) > 0;
                                    }));
        }
    }

    @Test
    void shouldCountTheWorkOfTheInlineLayoutHonestly() {
        try (BusConnection connection = BusConnection.embedded(inline(), notices::add);
                Subscription subscription = connection.aeron().addSubscription(UDP, 7);
                Publication publication =
                        connection.aeron().addPublication(resolved(connection, subscription), 7)) {
            send(connection, publication);
            Await.until(() -> connection.doWork() > 0);
            Await.until(() -> connection.doWork() == 0);
        }
    }

    @Test
    void shouldCloseTwiceAndBeDeadThen() {
        BusConnection connection = BusConnection.embedded(inline(), notices::add);
        assertTrue(connection.describe().startsWith("embedded driver at " + connection.aeronDir()));
        connection.close();
        connection.close();
        assertFalse(connection.isAlive());
        assertEquals(0, connection.doWork());
        assertFalse(Files.exists(Path.of(connection.aeronDir())));
        assertEquals(List.of(), notices);
    }

    private static DriverSettings inline() {
        return DriverSettings.builder().layout(Layout.INLINE).termLengthBytes(1 << 16).build();
    }

    private static void assertPasses(BusConnection connection, String channel) {
        try (Subscription subscription = connection.aeron().addSubscription(channel, 7);
                Publication publication =
                        connection.aeron().addPublication(resolved(connection, subscription), 7)) {
            send(connection, publication);
            long[] received = new long[1];
            FragmentHandler handler =
                    (buffer, offset, length, header) -> received[0] = buffer.getLong(offset);
            Await.until(
                    () -> {
                        connection.doWork();
                        return subscription.poll(handler, 10) > 0;
                    });
            assertEquals(42, received[0]);
        }
    }

    private static void send(BusConnection connection, Publication publication) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
        buffer.putLong(0, 42);
        Await.until(
                () -> {
                    connection.doWork();
                    return publication.offer(buffer) > 0;
                });
    }

    /** Where the system gave the port. */
    private static String resolved(BusConnection connection, Subscription subscription) {
        Await.until(
                () -> {
                    connection.doWork();
                    return subscription.tryResolveChannelEndpointPort() != null;
                });
        return subscription.tryResolveChannelEndpointPort();
    }
}
