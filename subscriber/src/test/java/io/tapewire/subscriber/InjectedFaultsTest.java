package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Layout;
import io.tapewire.driver.Tether;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.subscriber.faults.FaultInjector;
import io.tapewire.subscriber.faults.FaultKind;
import io.tapewire.subscriber.faults.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a subscriber reports is what was done to its frames, no more and no less. */
@Timeout(60)
class InjectedFaultsTest {
    private static final int FRAMES = 5_000;
    private static final int TRADES_A_FRAME = 3;
    private static final BusAddress ADDRESS = new BusAddress("aeron:ipc?term-length=64k", 7);

    /** What an injector with the same faults lets through: known without looking at the bus. */
    private static final class Shadow {
        final List<String> expected = new ArrayList<>();
        final FaultInjector injector;
        private final FrameDecoder frame = new FrameDecoder();
        private long next;

        Shadow(Faults faults) {
            injector =
                    new FaultInjector(
                            faults,
                            (buffer, offset, length, from) -> {
                                if (frame.wrap(buffer, offset, length) == FrameStatus.OK) {
                                    onGood();
                                }
                                return true;
                            });
        }

        private void onGood() {
            if (next > 0 && frame.sequence() > next) {
                expected.add("gap " + next + ".." + (frame.sequence() - 1));
            }
            if (frame.itemCount() > 0 && frame.sequence() < next) {
                expected.add("duplicate " + frame.sequence() + ".." + (frame.nextSequence() - 1));
            }
            next = Math.max(next, frame.nextSequence());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss=0.05,seed=3",
                "loss=0.01,burst=20,seed=4",
                "duplicate=0.1,seed=5",
                "corrupt=0.1,seed=6",
                "loss=0.02,duplicate=0.05,corrupt=0.02,delay=25f,stall=100f/900f,seed=7",
            })
    void shouldReportExactlyWhatWasInjected(String text) {
        Faults faults = Faults.parse(text);
        Shadow shadow = new Shadow(faults);
        Recorder recorder = new Recorder();
        long[] received = {0};
        boolean[] again = {false};
        DriverSettings inline =
                DriverSettings.builder().layout(Layout.INLINE).termLengthBytes(1 << 16).build();
        try (BusConnection bus = BusConnection.embedded(inline, System.err::println);
                FeedSubscriber subscriber =
                        FeedSubscriber.open(
                                bus,
                                skipping(faults),
                                (buffer, offset, length, from) -> {
                                    again[0] = !again[0];
                                    received[0] += again[0] ? 0 : 1;
                                    return !again[0];
                                },
                                recorder);
                ExclusivePublication publication =
                        bus.aeron().addExclusivePublication(ADDRESS.channel(), 7)) {
            Frames frames =
                    new Frames(
                            (buffer, offset, length, from) -> {
                                shadow.injector.onRaw(buffer, offset, length, 0);
                                await(
                                        () -> {
                                            subscriber.doWork();
                                            return publication.offer(buffer, offset, length) > 0;
                                        });
                                return true;
                            },
                            1,
                            1_000);
            for (int i = 0; i < FRAMES; i++) {
                long first = 1 + (long) i * TRADES_A_FRAME;
                frames.trades(first, first + TRADES_A_FRAME - 1);
            }
            shadow.injector.doWork(TimeUnit.SECONDS.toNanos(1));
            await(
                    () -> {
                        subscriber.doWork();
                        return subscriber.faults().framesIn() == FRAMES
                                && subscriber.faults().held() == 0;
                    });
            for (FaultKind kind : FaultKind.values()) {
                assertEquals(
                        shadow.injector.frames(kind),
                        subscriber.faults().frames(kind),
                        kind.text());
            }
            recorder.heard.removeIf(line -> line.startsWith("started"));
            assertTrue(shadow.expected.size() > 10);
            assertEquals(shadow.expected, recorder.heard);
            assertTrue(received[0] > FRAMES / 2);
        }
    }

    private static SubscriberSettings skipping(Faults faults) {
        return SubscriberSettings.DEFAULT
                .withLines(ADDRESS)
                .withOrder(SubscriberSettings.Order.SKIP_AND_TELL)
                .withTether(Tether.TETHERED)
                .withFaults(faults);
    }

    private static void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNs < 30_000_000_000L, "not in time");
        }
    }
}
