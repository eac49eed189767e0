package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Publication;
import io.aeron.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class BusConnectionTest {
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
            assertPasses(connection, "aeron:udp?endpoint=localhost:24567");
            assertTrue(connection.isAlive());
        }
        assertEquals(List.of(), notices);
    }

    private static void assertPasses(BusConnection connection, String channel) {
        try (Subscription subscription = connection.aeron().addSubscription(channel, 7);
                Publication publication = connection.aeron().addPublication(channel, 7)) {
            UnsafeBuffer buffer = new UnsafeBuffer(new byte[8]);
            buffer.putLong(0, 42);
            Await.until(
                    () -> {
                        connection.doWork();
                        return publication.offer(buffer) > 0;
                    });
            long[] received = new long[1];
            Await.until(
                    () -> {
                        connection.doWork();
                        return subscription.poll(
                                        (b, offset, length, header) ->
                                                received[0] = b.getLong(offset),
                                        10)
                                > 0;
                    });
            assertEquals(42, received[0]);
        }
    }
}
