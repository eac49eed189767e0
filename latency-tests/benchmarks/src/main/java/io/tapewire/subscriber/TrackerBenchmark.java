package io.tapewire.subscriber;

import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.sbe.FramePrefixEncoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to follow the sequences of feeds that take turns: finding the feed of a checked
 * frame of one trade, judging it, handing it on to nobody. There is one frame, which gets the feed
 * and the sequence that are next, for one that was received just now is in the nearest cache.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TrackerBenchmark {
    private static final int LENGTH =
            TradeFrameEncoder.ITEMS_OFFSET + TradeFrameEncoder.TRADE_LENGTH;
    private static final int PREFIX = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int FEED_ID = PREFIX + FramePrefixEncoder.feedIdEncodingOffset();
    private static final int SEQUENCE = PREFIX + FramePrefixEncoder.sequenceEncodingOffset();

    /** Between ids, which need not follow each other. */
    private static final int ID_STEP = 7_919;

    private static final FrameHandler NOBODY = (buffer, offset, lengthBytes, fromSequence) -> true;

    /** That take turns. */
    @Param({"1", "100", "10000", "100000"})
    private int feeds;

    private UnsafeBuffer frame;
    private FeedSequencer sequencer;
    private OrderedDelivery ordered;
    private long sequence;
    private int feed;

    /** Makes the frame. */
    @Setup
    public void makeFrame() {
        frame = new UnsafeBuffer(BufferUtil.allocateDirectAligned(LENGTH, 64));
        TradeFrameEncoder encoder = new TradeFrameEncoder(new FrameSealer(0, 1), LENGTH);
        encoder.begin(frame, 0);
        encoder.add(1, 0, 1, 1, Side.BUY, 1, 0);
        encoder.seal(1, 1);
    }

    /** Those of the time before would find other sequences than they left. */
    @Setup(Level.Iteration)
    public void startAnew() {
        sequencer = new FeedSequencer(NOBODY, FeedListener.NONE);
        ordered =
                new OrderedDelivery(
                        NOBODY,
                        FeedListener.NONE,
                        RepairSettings.DEFAULT,
                        StartPoint.LIVE,
                        (address, name) -> null);
        feed = 0;
        sequence = 1;
        // All of them are known before it counts.
        while (sequence == 1) {
            number(sequence);
            sequencer.onFrame(frame, 0, LENGTH, 0);
            ordered.onFrame(frame, 0, LENGTH, "A");
            turn(1);
        }
    }

    private void number(long number) {
        frame.putInt(FEED_ID, feed * ID_STEP, ByteOrder.LITTLE_ENDIAN);
        frame.putLong(SEQUENCE, number, ByteOrder.LITTLE_ENDIAN);
    }

    private void turn(int items) {
        feed++;
        if (feed == feeds) {
            feed = 0;
            sequence += items;
        }
    }

    /** Names gaps, and repairs nothing. */
    @Benchmark
    public boolean sequenced() {
        number(sequence);
        turn(1);
        return sequencer.onFrame(frame, 0, LENGTH, 0);
    }

    /** Would hold frames and have gaps filled. */
    @Benchmark
    public boolean orderedInTurn() {
        number(sequence);
        turn(1);
        return ordered.onFrame(frame, 0, LENGTH, "A");
    }

    /** Of each two frames of a feed the second comes first: a gap is found, and filled. */
    @Benchmark
    @OperationsPerInvocation(2)
    public boolean orderedSwapped() {
        number(sequence + 1);
        ordered.onFrame(frame, 0, LENGTH, "A");
        number(sequence);
        turn(2);
        return ordered.onFrame(frame, 0, LENGTH, "A");
    }
}
