package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.latency.JoinedReader.Kind;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.subscriber.SubscriberSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers that join at random moments are told the tail from their start, no hole, no double. */
class RecoveryStartTest {
    private static final int TRADES = 30_000;
    private static final int SEEDS = 10;

    private final List<JoinedReader> readers = new ArrayList<>();
    private BusAddress address;
    private Random random;
    private BusConnection bus;
    private ServedFeed feed;

    @ParameterizedTest
    @ValueSource(strings = {"aeron:ipc", "aeron:udp?endpoint=127.0.0.1:40753"})
    void shouldTellTheTailFromEachStart(String channel) {
        address = Bus.at(channel);
        for (int seed = 1; seed <= SEEDS; seed++) {
            join(seed);
        }
    }

    private void join(int seed) {
        random = new Random(seed);
        readers.clear();
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(address)
                        .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
        try (BusConnection connection = Bus.inline()) {
            bus = connection;
            try (ServedFeed served =
                    new ServedFeed(connection, settings, new GeneratedTape(TRADES, seed))) {
                feed = served;
                publishWhileReadersJoin();
                String where = "seed " + seed + " on " + address + ": ";
                Told witness = readers.get(0).told;
                readers.forEach(reader -> reader.assertWhole(feed.published, witness, where));
                assertEquals(1 + Kind.values().length, readers.size(), where);
                // Before the publisher, which would wait for them.
                readers.forEach(JoinedReader::close);
                Bus.await("nobody", () -> !served.publisher.isConnected(), served::doWork);
            }
        }
    }

    private void publishWhileReadersJoin() {
        join(Kind.BEGINNING, 0);
        Bus.await("a subscriber", feed.publisher::isConnected, feed::doWork);
        int kinds = Kind.values().length;
        for (int turn = 0; turn < kinds; turn++) {
            int at = random.nextInt(TRADES / kinds) + turn * (TRADES / kinds);
            feed.publishTo(at, this::turn);
            int published = Math.max(1, feed.published.count());
            long sequence = feed.published.sequence(random.nextInt(published));
            Kind kind = Kind.values()[(turn + random.nextInt(kinds)) % kinds];
            Told witness = readers.get(0).told;
            join(
                    kind,
                    kind == Kind.TIME
                            ? witness.sealTimeNs(random.nextInt(witness.count()))
                            : sequence);
        }
        feed.publishTo(TRADES, this::turn);
        feed.end();
        Bus.await(
                "the end",
                () -> readers.stream().allMatch(reader -> reader.repairs.ended()),
                () -> feed.doWork() + turn());
    }

    private void join(Kind kind, long value) {
        SubscriberSettings settings = SubscriberSettings.DEFAULT.withLines(address);
        readers.add(new JoinedReader(bus, settings, kind, value, feed.publisher.session()));
    }

    private int turn() {
        int work = 0;
        for (JoinedReader reader : readers) {
            work += reader.doWork();
        }
        return work;
    }
}
