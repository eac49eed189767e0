package io.tapewire.driver;

import io.aeron.driver.CongestionControl;
import io.aeron.driver.CongestionControlSupplier;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a reader that stands still from stopping a stream for good.
 *
 * <p>Aeron tells a sender of room once all readers have taken a quarter of the window, and leaves a
 * reader behind where the others are three quarters ahead of it. A reader may stop just short of
 * the one, with the sender short of the other by less than its next frame: then nothing moves ever
 * again. So where a stream has stood still with no room for a frame, the sender is told of the room
 * that there is. If that is none either, for frames longer than a quarter of the window, the window
 * is said to end where it is used up: whoever takes nothing is then behind.
 *
 * <p>For the driver's conductor. Windows are otherwise those that the channel asks for.
 */
final class UnjammedWindow implements CongestionControl {
    private static final long STILL_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final CongestionControl usual;
    private final int frameLengthMost;
    private long consumed;
    private long received;
    private long movedNs;

    UnjammedWindow(CongestionControl usual, int frameLengthMost) {
        this.usual = usual;
        this.frameLengthMost = frameLengthMost;
    }

    /**
     * For a driver's receivers.
     *
     * @param batch what drivers like this one send
     */
    static CongestionControlSupplier over(CongestionControlSupplier usual, DatagramBatch batch) {
        return (id, channel, stream, session, term, mtu, control, source, clock, context, all) ->
                new UnjammedWindow(
                        usual.newInstance(
                                id, channel, stream, session, term, mtu, control, source, clock,
                                context, all),
                        batch.frameLengthMost(mtu));
    }

    @Override
    public long onTrackRebuild(
            long nowNs,
            long newConsumptionPosition,
            long lastSmPosition,
            long hwmPosition,
            long startingRebuildPosition,
            long endingRebuildPosition,
            boolean lossOccurred) {
        long outcome =
                usual.onTrackRebuild(
                        nowNs,
                        newConsumptionPosition,
                        lastSmPosition,
                        hwmPosition,
                        startingRebuildPosition,
                        endingRebuildPosition,
                        lossOccurred);
        if (newConsumptionPosition != consumed || hwmPosition != received) {
            consumed = newConsumptionPosition;
            received = hwmPosition;
            movedNs = nowNs;
        }
        int windowLength = CongestionControl.receiverWindowLength(outcome);
        if (hasRoom(lastSmPosition + windowLength) || nowNs - movedNs < STILL_NS) {
            return outcome;
        }
        long behind = received - consumed;
        boolean isJammed =
                !hasRoom(consumed + windowLength) && behind < windowLength - windowLength / 4;
        return CongestionControl.packOutcome(
                isJammed ? (int) behind : windowLength,
                consumed > lastSmPosition || CongestionControl.shouldForceStatusMessage(outcome));
    }

    private boolean hasRoom(long limit) {
        return limit - received >= frameLengthMost;
    }

    @Override
    public boolean shouldMeasureRtt(long nowNs) {
        return usual.shouldMeasureRtt(nowNs);
    }

    @Override
    public void onRttMeasurementSent(long nowNs) {
        usual.onRttMeasurementSent(nowNs);
    }

    @Override
    public void onRttMeasurement(long nowNs, long rttNs, InetSocketAddress sourceAddress) {
        usual.onRttMeasurement(nowNs, rttNs, sourceAddress);
    }

    @Override
    public int initialWindowLength() {
        return usual.initialWindowLength();
    }

    @Override
    public int maxWindowLength() {
        return usual.maxWindowLength();
    }

    @Override
    public void close() {
        usual.close();
    }
}
