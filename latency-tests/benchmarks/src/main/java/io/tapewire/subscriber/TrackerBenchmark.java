package io.tapewire.subscriber;

import io.tapewire.latency.benchmarks.Timed;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.sbe.FramePrefixEncoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What it costs to follow the sequences of feeds that take turns: finding the feed of a checked
 * frame of one trade, judging it, handing it on. There is one frame, which gets the feed and the
 * sequence that are next, for one that was received just now is in the nearest cache; so both are
 * read where they were just written. What a subscriber does in its rounds is not in it.
 */
public class TrackerBenchmark extends Timed {
    private static final int LENGTH =
            TradeFrameEncoder.ITEMS_OFFSET + TradeFrameEncoder.TRADE_LENGTH;
    private static final int PREFIX = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int FEED_ID = PREFIX + FramePrefixEncoder.feedIdEncodingOffset();
    private static final int SEQUENCE = PREFIX + FramePrefixEncoder.sequenceEncodingOffset();

    /** From the feed of one turn to that of the next: a prime, so that each has its turn. */
    private static final int STEP = 7_919;

    /** Feeds, and a frame for each in turn. */
    @State(Scope.Thread)
    public abstract static class Feeds {
        @Param({"1", "100", "10000", "100000"})
        private int feeds;

        final UnsafeBuffer frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(LENGTH, 64));
        long sequence = 1;
        private int feed;
        private int turns;
        private long given;
        private long handedOn;

        final boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long from) {
            handedOn++;
            return true;
        }

        /** Takes the frame. */
        abstract boolean take();

        /** Makes the frame, and has all feeds known before it counts. */
        @Setup
        public void begin() {
            TradeFrameEncoder encoder = new TradeFrameEncoder(new FrameSealer(0, 1), LENGTH);
            encoder.begin(frame, 0);
            encoder.add(1, 0, 1, 1, Side.BUY, 1, 0);
            encoder.seal(1, 1);
            while (sequence == 1) {
                take(1);
                turn(1);
            }
        }

        /** Of a number of the feed whose turn it is. */
        final boolean take(long number) {
            given++;
            frame.putInt(FEED_ID, feed, ByteOrder.LITTLE_ENDIAN);
            frame.putLong(SEQUENCE, number, ByteOrder.LITTLE_ENDIAN);
            return take();
        }

        final void turn(int items) {
            feed = (feed + STEP) % feeds;
            turns++;
            if (turns == feeds) {
                turns = 0;
                sequence += items;
            }
        }

        /** Nothing of it counts where a frame was not handed on. */
        @TearDown
        public void end() {
            if (handedOn != given) {
                throw new IllegalStateException(handedOn + " of " + given + " were handed on");
            }
        }
    }

    /** Names gaps, and repairs nothing. */
    public static class Sequenced extends Feeds {
        private final FeedSequencer sequencer = new FeedSequencer(this::onFrame, FeedListener.NONE);

        @Override
        boolean take() {
            return sequencer.onFrame(frame, 0, LENGTH, 0);
        }
    }

    /** Holds frames, and has gaps filled. */
    public static class Ordered extends Feeds {
        private final OrderedDelivery delivery =
                new OrderedDelivery(
                        this::onFrame,
                        FeedListener.NONE,
                        RepairSettings.DEFAULT,
                        StartPoint.LIVE,
                        (address, name) -> null);

        @Override
        boolean take() {
            return delivery.onFrame(frame, 0, LENGTH, "A");
        }
    }

    /** Each in its turn. */
    @Benchmark
    public boolean sequenced(Sequenced feeds) {
        boolean taken = feeds.take(feeds.sequence);
        feeds.turn(1);
        return taken;
    }

    /** Each in its turn. */
    @Benchmark
    public boolean orderedInTurn(Ordered feeds) {
        boolean taken = feeds.take(feeds.sequence);
        feeds.turn(1);
        return taken;
    }

    /** Of each two frames of a feed the second comes first: a gap is found, and filled. */
    @Benchmark
    @OperationsPerInvocation(2)
    public boolean orderedSwapped(Ordered feeds) {
        feeds.take(feeds.sequence + 1);
        boolean taken = feeds.take(feeds.sequence);
        feeds.turn(2);
        return taken;
    }
}
