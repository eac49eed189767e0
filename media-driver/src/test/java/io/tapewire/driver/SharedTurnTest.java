package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedTurnTest {
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
    void shouldRunTheDriverOnceForAllInALoop() {
        for (int i = 1; i <= 10; i++) {
            first.doWork();
            second.doWork();
            third.doWork();
            assertEquals(i, connection.turns());
        }
    }

    @Test
    void shouldRunTheDriverEachTimeForOneAlone() {
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
}
