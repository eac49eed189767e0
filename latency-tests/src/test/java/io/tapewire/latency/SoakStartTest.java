package io.tapewire.latency;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.latency.JoinedReader.Kind;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.faults.Faults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers join a feed under load and loss, from each start point: each is told its tail. */
@Tag("soak")
@Timeout(Soak.DEADLINE_S)
class SoakStartTest {
    private static final int TRADES = 40_000;
    private static final String CHANNEL = "aeron:udp?endpoint=127.0.0.1:40615";

    private static BusConnection bus;

    private final List<JoinedReader> readers = new ArrayList<>();
    private final Told published = new Told();
    private SubscriberSettings reading;
    private Random random;

    @BeforeAll
    static void start() {
        bus = Soak.bus();
    }

    @AfterAll
    static void stop() {
        bus.close();
    }

    private static LongStream seeds() {
        return Soak.seeds(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldTellTheTailFromEachStart(long seed) {
        random = new Random(seed);
        NumberedTape tape = new NumberedTape(new GeneratedTape(TRADES, seed));
        while (tape.advance()) {
            published.add(tape);
        }
        // Sessions of different seeds never meet.
        BusAddress address = new BusAddress(CHANNEL, 3_000 + random.nextInt(1_000_000));
        reading =
                SubscriberSettings.DEFAULT
                        .withLines(address)
                        .withFaults(Faults.parse("loss=0.01,seed=" + seed));
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(address)
                        .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
        GeneratedTape source = new GeneratedTape(TRADES, seed);
        try (Load load = Load.start(bus, settings, source, Pace.parse("150k/s"))) {
            joinUnder(load);
            Bus.await(Soak.DEADLINE_S, "the end, seed " + seed, this::allEnded, this::turn);
            Told witness = readers.get(0).told;
            readers.forEach(
                    reader -> reader.assertWhole(published, witness, "seed " + seed + ": "));
            // Before the publisher, which would wait for them.
            readers.forEach(JoinedReader::close);
        }
    }

    private void joinUnder(Load load) {
        Bus.await("a session", () -> load.session() != 0, () -> 0);
        readers.add(join(Kind.BEGINNING, load));
        List<Kind> kinds = new ArrayList<>(Arrays.asList(Kind.values()));
        Collections.shuffle(kinds, random);
        for (int i = 0; i < kinds.size(); i++) {
            int at = 1 + i * TRADES / 5 + random.nextInt(TRADES / 5);
            Told witness = readers.get(0).told;
            Bus.await("trades", () -> load.published() >= at && witness.count() > 0, this::turn);
            readers.add(join(kinds.get(i), load));
        }
    }

    private JoinedReader join(Kind kind, Load load) {
        long value = 0;
        if (kind == Kind.TIME) {
            Told witness = readers.get(0).told;
            value = witness.sealTimeNs(random.nextInt(witness.count()));
        } else if (kind == Kind.SEQUENCE || kind == Kind.AFTER) {
            // Behind what is published, or some way ahead.
            long most = Math.min(TRADES, load.published() * 6 / 5);
            value = published.sequence(random.nextInt((int) most));
        }
        return new JoinedReader(bus, reading, kind, value, load.session());
    }

    private boolean allEnded() {
        return readers.stream().allMatch(reader -> reader.repairs.ended());
    }

    private int turn() {
        int work = 0;
        for (JoinedReader reader : readers) {
            work += reader.doWork();
        }
        return work;
    }
}
