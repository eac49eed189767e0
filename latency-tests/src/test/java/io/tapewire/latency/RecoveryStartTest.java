package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
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

    private final List<Reader> readers = new ArrayList<>();
    private BusAddress address;
    private Random random;
    private BusConnection bus;
    private ServedFeed feed;
    private Reader witness;

    /** One that joined, and where what it is told must begin. */
    private final class Reader {
        private final Told told = new Told();
        private final Repairs repairs = new Repairs();
        private final String what;
        private final FeedSubscriber subscriber;

        private Reader(String what, StartPoint start) {
            this.what = what;
            this.subscriber =
                    FeedSubscriber.open(
                            bus,
                            SubscriberSettings.DEFAULT.withLines(address).withStart(start),
                            new TradeDecoder(SymbolChoice.ALL, told),
                            repairs);
        }
    }

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
                check("seed " + seed + " on " + address + ": ");
                // Before the publisher, which would wait for them.
                readers.forEach(reader -> reader.subscriber.close());
                Bus.await("nobody", () -> !served.publisher.isConnected(), served::doWork);
            }
        }
    }

    private void publishWhileReadersJoin() {
        witness = new Reader("witness", StartPoint.BEGINNING);
        readers.add(witness);
        Bus.await("a subscriber", feed.publisher::isConnected, feed::doWork);
        for (int kind = 0; kind < 5; kind++) {
            int at = random.nextInt(TRADES / 5) + kind * (TRADES / 5);
            feed.publishTo(at, this::turn);
            readers.add(joining(kind));
        }
        feed.publishTo(TRADES, this::turn);
        feed.end();
        Bus.await(
                "the end",
                () -> readers.stream().allMatch(reader -> reader.repairs.ended()),
                () -> feed.doWork() + turn());
    }

    // Starts lie behind what is published, or some way ahead of it.
    private Reader joining(int kind) {
        int published = Math.max(1, feed.published.count());
        long sequence = feed.published.sequence(random.nextInt(published));
        return switch ((kind + random.nextInt(5)) % 5) {
            case 0 -> new Reader("live", StartPoint.LIVE);
            case 1 -> new Reader("beginning", StartPoint.BEGINNING);
            case 2 -> new Reader("sequence " + sequence, StartPoint.sequence(sequence));
            case 3 -> {
                long sealedNs = witness.told.sealTimeNs(random.nextInt(witness.told.count()));
                yield new Reader("time " + sealedNs, StartPoint.time(sealedNs));
            }
            default ->
                    new Reader(
                            "after " + sequence,
                            StartPoint.after(feed.publisher.session(), sequence));
        };
    }

    private int turn() {
        int work = 0;
        for (Reader reader : readers) {
            work += reader.subscriber.doWork();
        }
        return work;
    }

    private void check(String where) {
        for (Reader reader : readers) {
            String what = where + reader.what;
            reader.told.assertIsTailOf(feed.published, expectedFrom(reader), what);
            reader.repairs.assertWhole(what);
        }
        assertEquals(6, readers.size(), where);
    }

    private int expectedFrom(Reader reader) {
        String[] words = reader.what.split(" ");
        return switch (words[0]) {
            case "live" -> feed.published.indexOf(reader.repairs.started());
            case "sequence" -> feed.published.indexOf(Long.parseLong(words[1]));
            case "after" -> feed.published.indexOf(Long.parseLong(words[1]) + 1);
            case "time" -> firstSealedAt(Long.parseLong(words[1]));
            default -> 0;
        };
    }

    private int firstSealedAt(long sealTimeNs) {
        int index = 0;
        while (witness.told.sealTimeNs(index) < sealTimeNs) {
            index++;
        }
        return index;
    }
}
