package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.Line;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** The same feed on two lines: what one loses the other brings, and no source is needed. */
class RecoveryLinesTest {
    private static final String A = "aeron:udp?endpoint=127.0.0.1:40757";
    private static final String B = "aeron:udp?endpoint=127.0.0.1:40759";
    private static final String ORIGIN = "aeron:ipc";
    private static final int TRADES = 60_000;
    private static final int RECOVERY_SOURCE = FrameDecoder.RECOVERY_SOURCE;

    private final Random random = new Random(17);
    private final FrameDecoder frame = new FrameDecoder();
    private final Told told = new Told();
    private final Repairs repairs = new Repairs();
    private final long[] sent = new long[2];
    private final long[] dropped = new long[2];
    private double loss;
    private ExclusivePublication lineA;
    private ExclusivePublication lineB;
    private IntSupplier relayTurn;

    @Test
    void shouldLoseNothingThatOneLineBrings() {
        loss = 0.05;
        List<Line> lines = carry(Integer.MAX_VALUE);
        repairs.assertWhole("both lines lossy");
        assertTrue(!repairs.found.isEmpty(), "no gap was seen");
        assertTrue(dropped[0] > 0 && dropped[1] > 0, "nothing was dropped");
        assertEquals(dropped[0], lines.get(0).lost(), "lost on A");
        assertEquals(dropped[1], lines.get(1).lost(), "lost on B");
    }

    @Test
    void shouldSeeNoGapWhereALineDies() {
        carry(TRADES / 2);
        repairs.assertWhole("line A killed");
        Repairs.assertSame(new BitSet(), repairs.found, "gaps");
        assertTrue(sent[0] > 0 && sent[0] < sent[1], "line A was not killed");
        assertEquals(List.of("line A dead", "line A back"), repairs.lines);
    }

    private List<Line> carry(int killAt) {
        PublisherSettings origin =
                PublisherSettings.DEFAULT
                        .withLines(Bus.at(ORIGIN))
                        .withMaxWaitNs(TimeUnit.SECONDS.toNanos(10));
        SubscriberSettings both =
                SubscriberSettings.DEFAULT
                        .withLines(Bus.at(A), Bus.at(B))
                        .withStart(StartPoint.BEGINNING);
        try (BusConnection bus = Bus.inline();
                ExclusivePublication a = line(bus, A);
                ExclusivePublication b = line(bus, B);
                FeedSubscriber relay =
                        FeedSubscriber.open(bus, Bus.at(ORIGIN), this::relay, new Repairs());
                FeedSubscriber reader =
                        FeedSubscriber.open(
                                bus, both, new TradeDecoder(SymbolChoice.ALL, told), repairs);
                ServedFeed feed = new ServedFeed(bus, origin, new GeneratedTape(TRADES, 21))) {
            lineA = a;
            lineB = b;
            relayTurn = reader::doWork;
            IntSupplier readers = () -> relay.doWork() + reader.doWork();
            Bus.await(
                    "both lines",
                    () -> a.isConnected() && b.isConnected() && feed.publisher.isConnected(),
                    () -> feed.doWork() + reader.doWork());
            feed.publishTo(Math.min(killAt, TRADES), readers);
            if (killAt < TRADES) {
                lineA.close();
            }
            feed.publishTo(TRADES, readers);
            if (killAt < TRADES) {
                IntSupplier turn = () -> feed.doWork() + readers.getAsInt();
                Bus.await("a dead line", () -> repairs.lines.size() == 1, turn);
                assertEquals(1, reader.lines().get(0).deadFeeds());
                lineA = line(bus, A);
                Bus.await("its return", () -> repairs.lines.size() == 2, turn);
                assertEquals(0, reader.lines().get(0).deadFeeds());
            }
            feed.end();
            Bus.await("the end", repairs::ended, () -> feed.doWork() + readers.getAsInt());
            Bus.await(
                    "what is under way",
                    () -> arrived(reader.lines()) == sent[0] + sent[1],
                    readers);
            told.assertIsTailOf(feed.published, 0, "reader");
            assertEquals(0, reader.counts().recoveredFrames(), "a source was asked");
            assertEquals(sent[0], arrived(reader.lines().subList(0, 1)), "line A");
            assertEquals(sent[1], arrived(reader.lines().subList(1, 2)), "line B");
            return reader.lines();
        }
    }

    private static ExclusivePublication line(BusConnection bus, String channel) {
        return bus.aeron().addExclusivePublication(channel, BusAddress.DEFAULT_STREAM_ID);
    }

    private static long arrived(List<Line> lines) {
        return lines.stream().mapToLong(line -> line.first() + line.late()).sum();
    }

    // Passes each frame on to both lines, but for where sources are, and what one of them loses.
    private boolean relay(DirectBuffer buffer, int offset, int length, long from) {
        frame.wrapChecked(buffer, offset, length);
        if (frame.templateId() == RECOVERY_SOURCE) {
            return true;
        }
        double dice = random.nextDouble();
        boolean loses = frame.itemCount() > 0;
        pass(0, lineA, loses && dice < loss, buffer, offset, length);
        pass(1, lineB, loses && dice > 1 - loss, buffer, offset, length);
        return true;
    }

    private void pass(
            int line,
            ExclusivePublication to,
            boolean lose,
            DirectBuffer buffer,
            int offset,
            int length) {
        if (lose) {
            dropped[line] += frame.itemCount();
        } else if (!to.isClosed()) {
            Bus.await("room", () -> to.offer(buffer, offset, length) > 0, relayTurn);
            sent[line] += frame.itemCount() > 0 ? 1 : 0;
        }
    }
}
