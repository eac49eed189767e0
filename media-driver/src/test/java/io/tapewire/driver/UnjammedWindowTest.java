package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.CongestionControl;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.protocol.DataHeaderFlyweight;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of two readers of one stream one stops: wherever it does, the stream goes on. */
@Timeout(60)
class UnjammedWindowTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40718|tether=false";

    /** Of five datagrams, for terms of this length. */
    private static final String BATCHED = UDP + "|mtu=7040";

    private static final int TERM_LENGTH_BYTES = 1 << 16;
    private static final int WINDOW_LENGTH_BYTES = 200_000;
    private static final int MTU_LENGTH_BYTES = 64_000;
    private static final int FRAME_LENGTH_BYTES = 1_280;
    private static final long STILL_NS = 1_000_000;
    private static final FragmentHandler NOWHERE = (buffer, offset, length, header) -> {};

    private final UnjammedWindow window =
            new UnjammedWindow(new FixedWindow(WINDOW_LENGTH_BYTES), MTU_LENGTH_BYTES);

    @Test
    void shouldGoOnWhereverAReaderStops() {
        DriverSettings settings =
                DriverSettings.builder()
                        .layout(Layout.INLINE)
                        .termLengthBytes(TERM_LENGTH_BYTES)
                        .build();
        try (BusConnection connection = BusConnection.embedded(settings, notice -> {})) {
            // 25 of 1280 bytes to a window, which leaves too little for one more.
            for (int messages = 0; messages <= 25; messages++) {
                goOnPastAReaderThatStopsAfter(messages, connection, UDP, messages);
                goOnPastAReaderThatStopsAfter(messages, connection, BATCHED, 100 + messages);
            }
        }
    }

    private static void goOnPastAReaderThatStopsAfter(
            int messages, BusConnection connection, String channel, int streamId) {
        try (Subscription prompt = connection.aeron().addSubscription(channel, streamId);
                Subscription stalled = connection.aeron().addSubscription(channel, streamId);
                ExclusivePublication publication =
                        connection.aeron().addExclusivePublication(channel, streamId)) {
            Await.until(
                    () -> {
                        connection.doWork();
                        return prompt.imageCount() == 1
                                && stalled.imageCount() == 1
                                && publication.isConnected();
                    });
            int length = FRAME_LENGTH_BYTES - DataHeaderFlyweight.HEADER_LENGTH;
            UnsafeBuffer message = new UnsafeBuffer(new byte[length]);
            int[] read = {0};
            Await.until(
                    () -> {
                        publication.offer(message);
                        connection.doWork();
                        prompt.poll(NOWHERE, 1);
                        if (read[0] < messages) {
                            read[0] += stalled.poll(NOWHERE, 1);
                        }
                        return publication.position() > 4 * TERM_LENGTH_BYTES;
                    });
        }
    }

    @Test
    void shouldTellOfNothingMoreWhileAnythingMovesOrThereIsRoom() {
        assertEquals(outcome(WINDOW_LENGTH_BYTES, false), track(0, 1_000, 0, 150_000));
        assertEquals(outcome(WINDOW_LENGTH_BYTES, false), track(STILL_NS - 1, 1_000, 0, 150_000));
        assertEquals(outcome(WINDOW_LENGTH_BYTES, false), track(STILL_NS, 2_000, 0, 150_000));
        assertEquals(outcome(WINDOW_LENGTH_BYTES, false), track(9 * STILL_NS, 2_000, 0, 136_000));
    }

    @Test
    void shouldTellOfTheRoomThatThereIsOnceItStandsStill() {
        track(0, 40_000, 0, 150_000);
        assertEquals(outcome(WINDOW_LENGTH_BYTES, true), track(STILL_NS, 40_000, 0, 150_000));
    }

    @Test
    void shouldEndTheWindowWhereItIsUsedUpIfAFrameIsLongerThanAQuarterOfIt() {
        track(0, 0, 0, 145_000);
        assertEquals(outcome(145_000, false), track(STILL_NS, 0, 0, 145_000));
        // Once the reader that stands still is left behind, the others have the whole again.
        assertEquals(outcome(WINDOW_LENGTH_BYTES, false), track(2 * STILL_NS, 145_000, 0, 145_000));
    }

    @Test
    void shouldLeaveTheWindowToAReaderThatIsBehindAsItIs() {
        track(0, 0, 0, 150_000);
        assertEquals(outcome(WINDOW_LENGTH_BYTES, false), track(STILL_NS, 0, 0, 150_000));
    }

    private long track(long nowNs, long consumed, long lastStatusMessage, long received) {
        return window.onTrackRebuild(
                nowNs, consumed, lastStatusMessage, received, received, received, false);
    }

    private static long outcome(int windowLength, boolean forcesStatusMessage) {
        return CongestionControl.packOutcome(windowLength, forcesStatusMessage);
    }

    private record FixedWindow(int initialWindowLength) implements CongestionControl {
        @Override
        public long onTrackRebuild(
                long nowNs,
                long newConsumptionPosition,
                long lastSmPosition,
                long hwmPosition,
                long startingRebuildPosition,
                long endingRebuildPosition,
                boolean lossOccurred) {
            return outcome(initialWindowLength, false);
        }

        @Override
        public int maxWindowLength() {
            return initialWindowLength;
        }

        @Override
        public boolean shouldMeasureRtt(long nowNs) {
            return false;
        }

        @Override
        public void onRttMeasurementSent(long nowNs) {}

        @Override
        public void onRttMeasurement(long nowNs, long rttNs, InetSocketAddress sourceAddress) {}

        @Override
        public void close() {}
    }
}
