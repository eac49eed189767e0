package io.tapewire.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder;
import io.tapewire.schemas.sbe.InstrumentDefinitionsDecoder.DefinitionsDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ResumptionTest {
    private static final long SESSION = 1_760_000_000_000_000_000L;
    private static final PublisherSettings SETTINGS =
            PublisherSettings.DEFAULT
                    .withLines(new BusAddress("aeron:ipc", 7))
                    .withFeedId(5)
                    .withRingBytes(1 << 20);

    private final FrameDecoder frame = new FrameDecoder();
    private final UnsafeBuffer copy = new UnsafeBuffer(BufferUtil.allocateDirectAligned(1_408, 64));
    private final BusConnection bus =
            BusConnection.embedded(
                    DriverSettings.builder()
                            .layout(Layout.SHARED)
                            .idle(Idle.BACKOFF)
                            .termLengthBytes(1 << 16)
                            .build(),
                    notice -> {});

    @AfterEach
    void closeBus() {
        bus.close();
    }

    private static List<Instrument> instruments(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Instrument(i, "S" + i, "V")).toList();
    }

    @Test
    void shouldGoOnWithSessionSequencesAndInstruments() {
        Resumption resumption = new Resumption(SESSION, 1_001, instruments(60));
        try (TradePublisher publisher = TradePublisher.resume(bus, SETTINGS, resumption)) {
            assertEquals(SESSION, publisher.session());
            assertEquals(1_001, publisher.nextSequence());
            assertEquals(59, publisher.addInstrument("S59", "V"));
            assertEquals(60, publisher.addInstrument("S60", "V"));
            publisher.publish(1, 59, 1, 1, Side.BUY, 1);
            publisher.flush();
            assertEquals(1_003, publisher.nextSequence());

            FramesBySequence frames = publisher.frames();
            assertEquals(1_001, frames.firstSequence(5, SESSION));
            assertEquals(1_003, frames.nextSequence(5, SESSION));
            assertEquals(0, frames.copyFrame(5, SESSION, 1_000, copy, 0));
            take(frames.copyFrame(5, SESSION, 1_001, copy, 0));
            assertEquals(FrameDecoder.DEFINITIONS, frame.templateId());
            assertEquals(1, frame.itemCount());
            take(frames.copyFrame(5, SESSION, 1_002, copy, 0));
            assertEquals(FrameDecoder.TRADES, frame.templateId());
            assertEquals(SESSION, frame.session());
        }
    }

    /** The old ones use no sequence, for they have theirs; the new one has its own. */
    @Test
    void shouldServeDefinitionsFromBeforeAndAfter() {
        Resumption resumption = new Resumption(SESSION, 61, instruments(60));
        try (TradePublisher publisher = TradePublisher.resume(bus, SETTINGS, resumption)) {
            publisher.addInstrument("S60", "V");
            publisher.flush();
            Set<Integer> defined = new TreeSet<>();
            long items = 0;
            int length = publisher.frames().copyDefinitions(5, SESSION, 0, copy, 0);
            for (int at = 1; length > 0; at++) {
                take(length);
                items += frame.itemCount();
                addDefined(defined);
                length = publisher.frames().copyDefinitions(5, SESSION, at, copy, 0);
            }
            assertEquals(61, defined.size(), defined::toString);
            assertEquals(1, items);
        }
    }

    private void take(int lengthBytes) {
        assertEquals(FrameStatus.OK, frame.wrap(copy, 0, lengthBytes));
    }

    private void addDefined(Set<Integer> ids) {
        DefinitionsDecoder items =
                new InstrumentDefinitionsDecoder()
                        .wrap(
                                frame.frame(),
                                MessageHeaderDecoder.ENCODED_LENGTH,
                                frame.blockLength(),
                                frame.version())
                        .definitions();
        while (items.hasNext()) {
            int id = (int) items.next().instrumentId();
            assertEquals("S" + id, items.symbol());
            ids.add(id);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1_000_000})
    void shouldBeRefusedWhileAnotherPublishesThatSessionOrANewer(long older)
            throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        try (BusConnection theirs = BusConnection.attach(bus.aeronDir(), notice -> {});
                TradePublisher other = TradePublisher.open(theirs, SETTINGS)) {
            Thread thread =
                    new Thread(
                            () -> {
                                while (!stop.get()) {
                                    other.doWork();
                                }
                            },
                            "other");
            thread.start();
            try {
                Resumption resumption = new Resumption(other.session() + older, 1, List.of());
                TapewireException refused =
                        assertThrows(
                                TapewireException.class,
                                () -> TradePublisher.resume(bus, SETTINGS, resumption));
                assertTrue(
                        refused.getMessage()
                                .endsWith(
                                        "of feed 5 cannot be resumed: aeron:ipc is publishing that"
                                                + " feed on aeron:ipc stream 7."),
                        refused::getMessage);
                TradePublisher.resume(bus, SETTINGS.withFeedId(6), resumption).close();
            } finally {
                stop.set(true);
                thread.join();
            }
        }
    }

    @Test
    void shouldPassOverALineThatEndsAtAnotherDriver() {
        BusAddress unicast = new BusAddress("aeron:udp?endpoint=127.0.0.1:40737", 7);
        DriverSettings inline = DriverSettings.builder().layout(Layout.INLINE).build();
        try (BusConnection theirs = BusConnection.embedded(inline, notice -> {})) {
            theirs.aeron().addSubscription(unicast.channel(), unicast.streamId());
            Resumption resumption = new Resumption(SESSION, 1, List.of());
            TradePublisher.resume(bus, SETTINGS.withLines(unicast), resumption).close();
        }
    }

    @Test
    void shouldBeOfWhatASessionCanBe() {
        List<Instrument> two = instruments(2);
        new Resumption(1, 3, two);
        assertThrows(TapewireException.class, () -> new Resumption(0, 3, two));
        assertThrows(TapewireException.class, () -> new Resumption(1, 2, two));
        assertThrows(TapewireException.class, () -> new Resumption(1, 0, List.of()));
        List<Instrument> swapped = List.of(two.get(1), two.get(0));
        assertThrows(TapewireException.class, () -> new Resumption(1, 3, swapped));
    }
}
