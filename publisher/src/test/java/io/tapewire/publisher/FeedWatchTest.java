package io.tapewire.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FeedWatchTest {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private static BusConnection embedded() {
        return BusConnection.embedded(
                DriverSettings.builder()
                        .layout(Layout.SHARED)
                        .idle(Idle.BACKOFF)
                        .termLengthBytes(1 << 16)
                        .build(),
                notice -> {});
    }

    @ParameterizedTest
    @CsvSource({"aeron:ipc, aeron:ipc", "aeron:udp?endpoint=127.0.0.1:40734, 127.0.0.1:"})
    void shouldHearAnIdlePublisherOfTheSessionAndNoOther(String channel, String source)
            throws InterruptedException {
        PublisherSettings settings =
                PublisherSettings.DEFAULT.withLines(new BusAddress(channel, 7)).withFeedId(5);
        AtomicBoolean stop = new AtomicBoolean();
        try (BusConnection mine = embedded();
                BusConnection theirs = BusConnection.attach(mine.aeronDir(), notice -> {});
                TradePublisher publisher = TradePublisher.open(theirs, settings)) {
            long session = publisher.session();
            Thread other =
                    new Thread(
                            () -> {
                                while (!stop.get()) {
                                    publisher.doWork();
                                }
                            },
                            "other");
            other.start();
            try {
                Optional<String> heard =
                        FeedWatch.listen(mine, settings.lines().get(0), 5, session, LONGEST_NS);
                assertTrue(heard.orElse("nobody").startsWith(source), heard::toString);
                assertEquals(
                        Optional.empty(),
                        FeedWatch.listen(mine, settings.lines().get(0), 5, session + 1, SHORT_NS));
                assertEquals(
                        Optional.empty(),
                        FeedWatch.listen(mine, settings.lines().get(0), 6, session, SHORT_NS));
            } finally {
                stop.set(true);
                other.join();
            }
        }
    }

    @Test
    void shouldHearNobodyOnAQuietAddress() {
        try (BusConnection mine = embedded()) {
            BusAddress address = new BusAddress("aeron:ipc", 7);
            assertEquals(Optional.empty(), FeedWatch.listen(mine, address, 5, 1, SHORT_NS));
        }
    }
}
