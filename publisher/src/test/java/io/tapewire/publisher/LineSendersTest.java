package io.tapewire.publisher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Subscription;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Layout;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.Side;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the frames of a block. */
@Timeout(60)
class LineSendersTest {
    private static final BusAddress A = new BusAddress("aeron:ipc?term-length=64k", 1_001);
    private static final BusAddress B = new BusAddress("aeron:ipc?term-length=64k", 1_002);
    private static final int FEED_ID = 1;
    private static final long SESSION = 5;
    private static final int TRADES_A_FRAME = 33;

    private final BusConnection bus =
            BusConnection.embedded(
                    DriverSettings.builder().layout(Layout.INLINE).build(), System.err::println);
    private final RetransmitRing ring = new RetransmitRing(FEED_ID, SESSION, 1, 1 << 22, 1_376);
    private final OpenFrame frames =
            new OpenFrame(new FrameSealer(FEED_ID, SESSION), ring, 1, 1_376);
    private final FrameDecoder decoder = new FrameDecoder();
    private final Subscription readerOfA = bus.aeron().addSubscription(A.channel(), A.streamId());
    private long nowNs = 1_760_000_000_000_000_000L;
    private long nextToSee = 1;
    private long seen;

    @AfterEach
    void close() {
        readerOfA.close();
        ring.close();
        bus.close();
    }

    /** Every other term, of 46 frames, ends among the four of a block. */
    @Test
    void shouldRefuseNoneWhereThereIsRoomAndEachTermEnds() {
        try (LineSenders lines = open(A)) {
            int sent = 0;
            for (int i = 0; i < 1_000; i++) {
                sent += fill();
                assertEquals(PublishResult.SENT, lines.send(frames, 0));
                bus.doWork();
                readerOfA.poll((buffer, offset, length, header) -> see(buffer, offset, length), 10);
            }
            assertTrue(sent > 3_900, "they went one by one");
            assertEquals(sent, seen);
            assertEquals(sent, lines.frames(PublishResult.SENT));
            assertEquals(sent * 1_368L, lines.bytesSent());
            assertEquals(0, lines.waits());
        }
    }

    @Test
    void shouldRefuseNoFrameByItselfWhereATermEnds() {
        try (LineSenders lines = open(A)) {
            UnsafeBuffer frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(1_000, 64));
            for (int i = 0; i < 1_000; i++) {
                assertEquals(PublishResult.SENT, lines.send(frame, 0, 1_000, 0));
                bus.doWork();
                readerOfA.poll((buffer, offset, length, header) -> {}, 10);
            }
        }
    }

    @Test
    void shouldCountEachFrameThatFindsNoRoomAndKeepIt() {
        try (LineSenders lines = open(A)) {
            int made = 0;
            PublishResult result = PublishResult.SENT;
            while (result == PublishResult.SENT) {
                made += fill();
                result = lines.send(frames, 0);
            }
            assertEquals(PublishResult.BACK_PRESSURED, result);
            long refused = lines.frames(PublishResult.BACK_PRESSURED);
            assertTrue(refused >= 1 && refused <= 4, refused + " refused");
            assertEquals(made, lines.frames(PublishResult.SENT) + refused);
            assertEquals(1 + (long) made * TRADES_A_FRAME, ring.nextSequence(FEED_ID, SESSION));
            while (readerOfA.poll(
                            (buffer, offset, length, header) -> see(buffer, offset, length), 99)
                    > 0) {
                bus.doWork();
            }
            assertEquals(made - refused, seen);
        }
    }

    @Test
    void shouldWaitNoLongerForABlockThanForAFrame() {
        long waitNs = TimeUnit.MILLISECONDS.toNanos(300);
        try (LineSenders lines = open(A)) {
            while (lines.frames(PublishResult.BACK_PRESSURED) == 0) {
                fill();
                lines.send(frames, 0);
            }
            fill();
            long startNs = System.nanoTime();
            assertEquals(PublishResult.BACK_PRESSURED, lines.send(frames, waitNs));
            long tookNs = System.nanoTime() - startNs;
            assertTrue(tookNs >= waitNs && tookNs < 2 * waitNs, tookNs + " ns");
        }
    }

    @Test
    void shouldCountWhatOneOfTwoLinesTookAsSent() {
        Subscription readerOfB = bus.aeron().addSubscription(B.channel(), B.streamId());
        try (LineSenders lines = open(A, B)) {
            int made = 0;
            for (int i = 0; i < 200; i++) {
                made += fill();
                assertEquals(PublishResult.SENT, lines.send(frames, 0), "B's reader is stalled");
                bus.doWork();
                readerOfA.poll((buffer, offset, length, header) -> see(buffer, offset, length), 10);
            }
            assertEquals(made, seen);
            assertEquals(made, lines.frames(PublishResult.SENT));
            assertTrue(lines.bytesSent() < 2 * made * 1_368L, "B took all");
        }
        readerOfB.close();
    }

    private LineSenders open(BusAddress... addresses) {
        LineSenders lines = new LineSenders(bus, List.of(addresses), 0);
        assertTrue(lines.awaitSubscriber(TimeUnit.SECONDS.toNanos(10), bus::doWork));
        while (readerOfA.imageCount() == 0) {
            bus.doWork();
        }
        return lines;
    }

    /** Frames until they are due to be sent: four, but for the first sixteen. */
    private int fill() {
        int made = 0;
        boolean due = false;
        while (!due) {
            for (int i = 0; i < TRADES_A_FRAME; i++) {
                frames.add(1, 0, 2, 3, Side.BUY, 4, 0);
            }
            nowNs += 1_000;
            due = frames.sealFull(nowNs);
            made++;
        }
        return made;
    }

    private void see(DirectBuffer buffer, int offset, int lengthBytes) {
        assertEquals(FrameStatus.OK, decoder.wrap(buffer, offset, lengthBytes));
        assertEquals(nextToSee, decoder.sequence());
        nextToSee = decoder.nextSequence();
        seen++;
    }
}
