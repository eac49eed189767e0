package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverDirectory;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.run.Tapewire;
import io.tapewire.schemas.Side;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The standalone driver is killed under load; publisher and subscriber go on with the next. */
@Timeout(120)
class DriverKillTest {
    private static final int KILLS = 2;

    @TempDir private Path temp;
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final List<String> sessions = new ArrayList<>();
    private long missing;
    private final FeedListener feeds =
            new FeedListener() {
                @Override
                public void onSessionStarted(int feedId, long session, long firstSequence) {
                    sessions.add("session " + session + " at " + firstSequence);
                }

                @Override
                public void onGapAbandoned(int feedId, long session, long from, long to) {
                    missing += to - from + 1;
                }

                @Override
                public void onDuplicate(int feedId, long session, long from, long to) {
                    sessions.add("duplicate " + from + ".." + to);
                }
            };
    private long received;
    private long lastSequence;

    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", "aeron:udp?endpoint=127.0.0.1:40741"})
    void shouldGoOnWithTheSameSessionAndSequences(String channel) throws Exception {
        PublisherSettings settings = PublisherSettings.DEFAULT.withLines(Bus.at(channel));
        TradeDecoder decoder =
                new TradeDecoder(
                        SymbolChoice.ALL,
                        trade -> {
                            received++;
                            lastSequence = trade.sequence();
                        });
        Process driver = startDriver();
        try (BusConnection theirs = attach();
                BusConnection ours = attach();
                FeedSubscriber subscriber =
                        FeedSubscriber.open(theirs, settings.lines().get(0), decoder, feeds);
                TradePublisher publisher = TradePublisher.open(ours, settings)) {
            int instrument = publisher.addInstrument("A", "B");
            Bus.await(
                    "a subscriber",
                    publisher::isConnected,
                    () -> publisher.doWork() + subscriber.doWork());
            Runnable turn =
                    () -> {
                        for (int i = 0; i < 100; i++) {
                            publisher.publish(1, instrument, 1, 1, Side.BUY, 1);
                        }
                        publisher.doWork();
                        subscriber.doWork();
                    };
            carry(turn);
            for (int kill = 0; kill < KILLS; kill++) {
                driver.destroyForcibly().waitFor();
                await(turn, "the notices", () -> !ours.isAlive() && !theirs.isAlive());
                driver = startDriver();
                carry(turn);
            }
            await(
                    () -> {
                        publisher.doWork();
                        subscriber.doWork();
                    },
                    "the last sequence",
                    () -> lastSequence == publisher.nextSequence() - 1);
            assertEquals(1, sessions.size(), sessions::toString);
            assertTrue(sessions.get(0).startsWith("session " + publisher.session()));
            assertEquals(publisher.nextSequence() - 1, received + missing + 1, "with a definition");
            assertTrue(publisher.frames(PublishResult.CLOSED) > 0);
            assertEquals(2 * 2 * KILLS, notices.size(), notices::toString);
        } finally {
            driver.destroyForcibly().waitFor();
        }
    }

    private BusConnection attach() {
        return BusConnection.attach(dir(), notices::add);
    }

    private void carry(Runnable turn) {
        long before = received;
        await(turn, "trades", () -> received > before + 10_000);
    }

    private static void await(Runnable turn, String what, BooleanSupplier condition) {
        Bus.await(
                what,
                condition,
                () -> {
                    turn.run();
                    return 0;
                });
    }

    private Process startDriver() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Tapewire.class.getName(), "driver", "--dir", dir()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        // Shared memory of the one before is cleared by the one that starts.
        Bus.await("a driver", () -> DriverDirectory.examine(dir()).pid() == process.pid(), () -> 0);
        return process;
    }

    private String dir() {
        return temp.resolve("bus").toString();
    }
}
