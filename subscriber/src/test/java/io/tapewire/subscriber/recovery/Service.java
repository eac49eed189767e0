package io.tapewire.subscriber.recovery;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.driver.recovery.RecoveryServer;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.sbe.RecoveryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A media driver, a recovery server and those who ask it, all on the test's thread. */
final class Service implements AutoCloseable {
    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(20);

    final BusConnection bus;
    final RecoveryServer server;
    private final List<RepairSource> clients = new ArrayList<>();

    Service(FramesBySequence frames) {
        this(frames, RecoveryLimits.DEFAULT, Layout.INLINE);
    }

    Service(FramesBySequence frames, RecoveryLimits limits) {
        this(frames, limits, Layout.INLINE);
    }

    Service(FramesBySequence frames, RecoveryLimits limits, Layout layout) {
        bus =
                BusConnection.embedded(
                        DriverSettings.builder()
                                .layout(layout)
                                .idle(Idle.BACKOFF)
                                .termLengthBytes(1 << 16)
                                .build(),
                        System.err::println);
        server = RecoveryServer.open(bus, limits, frames);
    }

    RecoverySourceClient client(String name) {
        RecoverySourceClient client = open(name);
        await(client::isReady);
        return client;
    }

    RecoverySourceClient open(String name) {
        RecoverySourceClient client = RecoverySourceClient.open(bus, server.address(), name);
        clients.add(client);
        return client;
    }

    /** Asks once and waits for the end of the answer. */
    Answers ask(RepairSource client, RecoveryKind kind, long from, int count) {
        Answers answers = new Answers();
        await(() -> client.request(1, Store.FEED_ID, Store.SESSION, kind, from, count));
        await(
                () -> {
                    client.poll(answers);
                    return !answers.ends.isEmpty();
                });
        return answers;
    }

    void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            server.doWork();
            if (System.nanoTime() - startNs > DEADLINE_NS) {
                throw new AssertionError("did not come true in time");
            }
        }
    }

    @Override
    public void close() {
        clients.forEach(RepairSource::close);
        server.close();
        bus.close();
    }
}
