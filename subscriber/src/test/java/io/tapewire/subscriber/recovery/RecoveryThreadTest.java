package io.tapewire.subscriber.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import io.tapewire.driver.recovery.RecoveryEndpoint;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.driver.recovery.RecoveryThread;
import io.tapewire.schemas.sbe.RecoveryKind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class RecoveryThreadTest {
    private final Store store = new Store().manyTrades(10);
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final BusConnection bus =
            BusConnection.embedded(
                    DriverSettings.builder().layout(Layout.INLINE).idle(Idle.BACKOFF).build(),
                    System.err::println);

    private RecoveryThread start(RecoveryEndpoint endpoint) {
        return RecoveryThread.start(
                bus.aeronDir(), endpoint, RecoveryLimits.DEFAULT, store, notices::add);
    }

    @Test
    void shouldServeBesideADriverThatItsStarterRuns() {
        try (bus;
                RecoveryThread recovery = start(RecoveryEndpoint.LOCAL)) {
            await(() -> recovery.address() != null);
            try (RecoverySourceClient client =
                    RecoverySourceClient.open(bus, recovery.address(), "ring")) {
                await(client::isReady);
                Answers answers = new Answers();
                assertTrue(
                        client.request(
                                1, Store.FEED_ID, Store.SESSION, RecoveryKind.ITEMS, 1, 330));
                await(() -> client.poll(answers) >= 0 && answers.ends.size() == 1);
                assertEquals(10, answers.frames.size());
                assertEquals(10, recovery.server().framesSent());
            }
        }
        assertEquals(List.of(), notices);
    }

    @Test
    void shouldEndWithItsDriver() {
        try (RecoveryThread recovery = start(RecoveryEndpoint.LOCAL)) {
            await(() -> recovery.address() != null);
            bus.close();
            await(() -> !recovery.isAlive());
        }
    }

    @Test
    void shouldSayWhereItCannotServe() {
        try (bus;
                RecoveryThread recovery =
                        start(new RecoveryEndpoint("192.0.2.1", 40_501, 40_502))) {
            await(() -> !recovery.isAlive());
            assertFalse(notices.isEmpty());
            assertTrue(
                    notices.stream().anyMatch(n -> n.contains("cannot be served at 192.0.2.1")),
                    notices::toString);
        }
    }

    private void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (bus.isAlive()) {
                bus.doWork();
            }
            assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(20), "in time");
        }
    }
}
