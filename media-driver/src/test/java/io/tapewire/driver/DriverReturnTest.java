package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Publication;
import io.aeron.driver.MediaDriver;
import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A driver dies under load, and the next one at the same place carries on. */
@Timeout(120)
class DriverReturnTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40731";

    @TempDir Path temp;
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final UnsafeBuffer message =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(1_000, 64));
    private long sent;
    private long closed;
    private long received;
    private long last = -1;
    private boolean inOrder = true;
    private final ControlledFragmentHandler handler =
            (buffer, offset, length, header) -> {
                long number = buffer.getLong(offset);
                inOrder &= number > last;
                last = number;
                received++;
                return Action.CONTINUE;
            };

    /** What one application does in a turn. */
    private void turn(
            BusConnection connection, BusPublication publication, BusSubscription subscription) {
        for (int i = 0; i < 20; i++) {
            message.putLong(0, sent);
            long answer = publication.offer(message, 0, message.capacity());
            sent += answer > 0 ? 1 : 0;
            closed += answer == Publication.CLOSED ? 1 : 0;
        }
        subscription.poll(handler, 30);
        connection.doWork();
        publication.doWork();
        subscription.doWork();
    }

    @ParameterizedTest
    @CsvSource({"aeron:ipc, 4", UDP + ", 8"})
    void shouldFollowOneKilledDriverAfterAnotherUnderLoad(String channel, int kills)
            throws IOException {
        Path dir = temp.resolve("bus");
        DriverProcess driver = started(dir);
        try (BusConnection connection = BusConnection.attach(dir.toString(), notices::add);
                BusSubscription subscription = BusSubscription.open(connection, channel, 7);
                BusPublication publication = BusPublication.open(connection, channel, 7)) {
            Runnable turn = () -> turn(connection, publication, subscription);
            carry(turn);
            int threads = Thread.activeCount();
            long mapped = mapped(dir);
            assertTrue(mapped > 0);
            for (int kill = 1; kill <= kills; kill++) {
                driver.kill();
                long refused = closed;
                Await.until(
                        () -> {
                            turn.run();
                            return !connection.isAlive() && closed > refused;
                        });
                assertFalse(publication.isConnected() || subscription.isConnected());
                assertEquals(0, mapped(dir));
                driver = started(dir);
                carry(turn);
                assertEquals(1 + kill, connection.generation());
                assertTrue(connection.isAlive());
                assertEquals(2 * kill, notices.size(), notices::toString);
            }
            assertTrue(inOrder);
            assertTrue(Thread.activeCount() <= threads, "threads");
            assertTrue(mapped(dir) <= mapped, "mapped memory");
            assertTrue(
                    notices.get(0).contains("(its process has ended): waiting"), notices::toString);
            assertTrue(notices.get(1).contains("is at " + dir + " again"), notices::toString);
        } finally {
            driver.close();
        }
    }

    @Test
    void shouldFollowAGracefulRestartOfADriverOfAerons() {
        String dir = temp.resolve("aerons").toString();
        MediaDriver aerons = DriverProcess.aeronsDriver(dir);
        try (BusConnection connection = BusConnection.attach(dir, notices::add);
                BusSubscription subscription = BusSubscription.open(connection, UDP, 7);
                BusPublication publication = BusPublication.open(connection, UDP, 7)) {
            Runnable turn = () -> turn(connection, publication, subscription);
            carry(turn);
            aerons.close();
            await(turn, () -> !connection.isAlive());
            assertFalse(connection.isUp());
            assertTrue(notices.get(0).contains("(it has closed)"), notices::toString);
            aerons = DriverProcess.aeronsDriver(dir);
            carry(turn);
            assertTrue(connection.isAlive());
            assertTrue(connection.isUp());
        } finally {
            aerons.close();
        }
    }

    @Test
    void shouldWaitWithoutBlockingForADriverThatStaysAway() {
        Path dir = temp.resolve("bus");
        DriverProcess driver = started(dir);
        try (BusConnection connection = BusConnection.attach(dir.toString(), notices::add);
                BusSubscription subscription = BusSubscription.open(connection, UDP, 7);
                BusPublication publication = BusPublication.open(connection, UDP, 7)) {
            Runnable turn = () -> turn(connection, publication, subscription);
            carry(turn);
            driver.kill();
            await(turn, () -> !connection.isAlive());
            long startNs = System.nanoTime();
            long turns = 0;
            while (System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(5)) {
                turn.run();
                turns++;
                LockSupport.parkNanos(100_000);
            }
            assertTrue(turns > 5_000, "a turn waits: " + turns);
            assertEquals(1, notices.size(), notices::toString);
            driver = started(dir);
            carry(turn);
        } finally {
            driver.close();
        }
    }

    @Test
    void shouldGetANewClientWhereItsOwnThreadStoodStill() {
        DriverSettings settings =
                DriverSettings.builder().layout(Layout.INLINE).termLengthBytes(1 << 16).build();
        try (BusConnection connection = BusConnection.embedded(settings, notices::add);
                BusSubscription subscription = BusSubscription.open(connection, UDP, 7);
                BusPublication publication = BusPublication.open(connection, UDP, 7)) {
            Runnable turn = () -> turn(connection, publication, subscription);
            carry(turn);
            // What Aeron does to a client that was not run for ten seconds.
            connection.aeron().close();
            turn.run();
            assertEquals(2, connection.generation());
            carry(turn);
            assertTrue(connection.isAlive());
        }
    }

    @Test
    void shouldSayThatTheNewDriverRefusesAndAskAgain() {
        Path dir = temp.resolve("bus");
        String bound = "aeron:udp?endpoint=127.0.0.1:40732";
        DriverProcess driver = started(dir);
        try (BusConnection connection = BusConnection.attach(dir.toString(), notices::add);
                BusSubscription subscription = BusSubscription.open(connection, bound, 7);
                BusPublication publication = BusPublication.open(connection, bound, 7)) {
            Runnable turn = () -> turn(connection, publication, subscription);
            carry(turn);
            driver.kill();
            await(turn, () -> !connection.isAlive());
            try (DatagramSocket taken = new DatagramSocket(null)) {
                taken.bind(new InetSocketAddress("127.0.0.1", 40732));
                driver = started(dir);
                await(turn, () -> notices.stream().anyMatch(n -> n.startsWith("Subscribing to ")));
            } catch (SocketException e) {
                throw new AssertionError(e);
            }
            carry(turn);
        } finally {
            driver.close();
        }
    }

    private static DriverProcess started(Path dir) {
        DriverProcess driver = DriverProcess.ours(dir);
        assertEquals("runs", driver.firstLine());
        return driver;
    }

    private void carry(Runnable turn) {
        long before = received;
        await(turn, () -> received > before + 1_000);
    }

    private static void await(Runnable turn, BooleanSupplier condition) {
        Await.until(
                () -> {
                    turn.run();
                    return condition.getAsBoolean();
                });
    }

    /** Of this process, from that directory. */
    private static long mapped(Path dir) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(dir + "/")).count();
        }
    }
}
