package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.publisher.source.TapeFile;
import io.tapewire.publisher.source.TradeSource;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.RepairSettings;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import io.tapewire.subscriber.TradeListener;
import io.tapewire.subscriber.faults.Faults;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole tapes through every fault: what is told is the tape, in memory that does not grow. */
@Tag("soak")
@Timeout(600)
class SoakFaultsTest {
    private static final String A = "aeron:udp?endpoint=127.0.0.1:40611";
    private static final String B = "aeron:udp?endpoint=127.0.0.1:40613";
    private static final String GENERATED = "generated";
    private static final long TRADES = Long.getLong("soak.trades", 20_000_000);
    private static final Pace PACE = Pace.parse(System.getProperty("soak.pace", "600k/s"));
    private static final List<String> FAULTS =
            List.of(
                    "loss=0.001",
                    "loss=0.01",
                    "loss=0.10",
                    "reorder=0.05",
                    "duplicate=0.05",
                    "loss=0.05,reorder=0.05,duplicate=0.05,corrupt=0.01");

    // Beside the ring and the hold: buffers of a frame or a message, and what a line's faults hold.
    private static final long OTHER_DIRECT_BYTES = 1 << 20;
    private static final long FAULTS_BYTES = 8 << 20;
    private static final long HEAP_BYTES = 96 << 20;

    private final Repairs repairs = new Repairs();

    /** One way for one tape. */
    private record Way(String tape, int lines, String faults) {
        private TradeSource open() {
            return tape.equals(GENERATED)
                    ? new GeneratedTape(TRADES, 1)
                    : TapeFile.open(Tapes.require(tape));
        }

        private BusAddress[] addresses() {
            return Arrays.copyOf(new BusAddress[] {Bus.at(A), Bus.at(B)}, lines);
        }
    }

    private static Stream<Way> ways() {
        return Stream.of(Tapes.CRYPTO, Tapes.EQUITIES, GENERATED).flatMap(SoakFaultsTest::waysOf);
    }

    private static Stream<Way> waysOf(String tape) {
        // The generated tape is as long as many seeds of the others.
        long[] seeds = Soak.seeds(tape.equals(GENERATED) ? 1 : 5).toArray();
        return Arrays.stream(seeds)
                .boxed()
                .flatMap(
                        seed ->
                                Stream.concat(
                                        FAULTS.stream().map(f -> new Way(tape, 1, f + seed(seed))),
                                        Stream.of("duplicate=0.05", "loss=0.01,delay=20f")
                                                .map(f -> new Way(tape, 2, f + seed(seed)))));
    }

    private static String seed(long seed) {
        return ",seed=" + seed;
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldTellTheTape(Way way) throws IOException {
        TapeText text = new TapeText();
        try (TradeSource copy = way.open()) {
            TapeWitness witness = new TapeWitness(copy);
            boolean real = !way.tape.equals(GENERATED);
            TradeListener listener = witness;
            if (real) {
                listener =
                        trade -> {
                            witness.onTrade(trade);
                            text.onTrade(trade);
                        };
            }
            carry(way, listener, witness);
            witness.assertToldAllBut(repairs.abandoned, way.toString());
            repairs.assertWhole(way.toString());
            if (real) {
                assertArrayEquals(Tapes.unzipped(Tapes.require(way.tape)), text.bytes());
            }
        }
    }

    private void carry(Way way, TradeListener listener, TapeWitness witness) {
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(way.addresses())
                        .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
        SubscriberSettings reading =
                SubscriberSettings.DEFAULT
                        .withLines(way.addresses())
                        .withStart(StartPoint.BEGINNING)
                        .withFaults(Faults.parse(way.faults));
        Soak.collect();
        long heapBytes = Soak.heapBytes();
        long directBytes = Soak.directBytes();
        long startNs = System.nanoTime();
        try (BusConnection bus = Soak.bus();
                FeedSubscriber reader =
                        FeedSubscriber.open(
                                bus,
                                reading,
                                new TradeDecoder(SymbolChoice.ALL, listener),
                                repairs);
                Load load = Load.start(bus, settings, way.open(), PACE)) {
            Bus.await(
                    2 * Soak.DEADLINE_S,
                    "the end of " + way,
                    repairs::ended,
                    () -> {
                        load.check();
                        return reader.doWork();
                    });
            Soak.collect();
            directBytes = Soak.directBytes() - directBytes;
            heapBytes = Soak.heapBytes() - heapBytes;
            Soak.say(
                    "%s: %,d trades in %.1f s, %,d gaps, %,d filled by %s, %,d not held,"
                            + " %,d KiB of heap, %,d KiB outside",
                    way,
                    witness.count(),
                    (System.nanoTime() - startNs) / 1e9,
                    reader.counts().gapsFound(),
                    reader.counts().filled(),
                    repairs.by,
                    reader.counts().notHeld(),
                    heapBytes >> 10,
                    directBytes >> 10);
        }
        long allowed =
                settings.ringBytes()
                        + RepairSettings.DEFAULT.holdBytes()
                        + way.lines * FAULTS_BYTES
                        + OTHER_DIRECT_BYTES;
        assertTrue(directBytes <= allowed, way + " took " + directBytes + " bytes");
        if (way.tape.equals(GENERATED)) {
            assertTrue(heapBytes <= HEAP_BYTES, way + " took " + heapBytes + " bytes of heap");
        }
    }
}
