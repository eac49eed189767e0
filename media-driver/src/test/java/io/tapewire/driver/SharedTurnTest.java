package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SharedTurnTest {
    private static final int MESSAGE_BYTES = 1_000;
    private static final int MESSAGES = 20_000;

    private final BusConnection connection =
            BusConnection.embedded(
                    DriverSettings.builder().layout(Layout.INLINE).idle(Idle.BACKOFF).build(),
                    notice -> {});
    private final SharedTurn first = new SharedTurn(connection);
    private final SharedTurn second = new SharedTurn(connection);
    private final SharedTurn third = new SharedTurn(connection);

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void shouldTakeOneTurnForAllInALoop() {
        for (int i = 1; i <= 10; i++) {
            first.doWork();
            second.doWork();
            third.doWork();
            assertEquals(i, connection.turns());
        }
    }

    @Test
    void shouldTakeATurnEachTimeForOneAlone() {
        first.doWork();
        second.doWork();
        for (int i = 0; i < 10; i++) {
            third.doWork();
        }
        assertEquals(1 + 9, connection.turns());
    }

    @Test
    void shouldHaveTheNextTakeOverFromOneThatLeaves() {
        first.doWork();
        second.doWork();
        for (int i = 1; i <= 10; i++) {
            second.doWork();
            third.doWork();
            assertEquals(1 + i, connection.turns());
        }
    }

    /** Several windows of it, for which nothing but these turns makes room. */
    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", "aeron:udp?endpoint=127.0.0.1:40723"})
    void shouldCarryAllInALoopThatTakesNoTurnsBesides(String channel) {
        UnsafeBuffer message = new UnsafeBuffer(new byte[MESSAGE_BYTES]);
        int[] received = {0};
        FragmentHandler handler =
                (buffer, offset, length, header) ->
                        assertEquals(received[0]++, buffer.getInt(offset));
        try (Subscription subscription = connection.aeron().addSubscription(channel, 7);
                ExclusivePublication publication =
                        connection.aeron().addExclusivePublication(channel, 7)) {
            int sent = 0;
            while (received[0] < MESSAGES) {
                message.putInt(0, sent);
                if (sent < MESSAGES && publication.offer(message) > 0) {
                    sent++;
                }
                first.doWork();
                subscription.poll(handler, 10);
                second.doWork();
            }
        }
    }
}
