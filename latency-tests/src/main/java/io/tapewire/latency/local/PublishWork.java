package io.tapewire.latency.local;

import io.tapewire.driver.BusConnection;
import io.tapewire.latency.floor.CrcFloor;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.subject.SlowSender;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.TradePublisher;
import org.agrona.BitUtil;

/**
 * What a frame costs its publisher: its trades encoded and batched, sealed, kept in the ring and
 * offered over shared memory. Its reader, which only makes room, and the driver's turns are not
 * measured, and log and ring are small enough for the caches, so that little but the publisher's
 * own instructions is: a change of a few percent shows. Of the {@value #ROUND_FRAMES} frames of a
 * round the first sixteen are handed over one by one, the others by four.
 */
final class PublishWork implements LocalWork {
    private static final int ROUND_FRAMES = 64;
    private static final int INSTRUMENTS = 1_000;
    private static final int RING_FRAMES = 16;
    private static final int RING_BYTES = 1 << 17;

    private long published;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        FrameShape shape = new FrameShape(parameters);
        int trades = ROUND_FRAMES * shape.trades();
        double slowdown = parameters.decimal("slowdownPercent", 0) / 100;
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        int leastBytes = RING_FRAMES * BitUtil.findNextPositivePowerOfTwo(shape.mtu());
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(LocalBus.ADDRESS)
                        .withRingBytes(Math.max(RING_BYTES, leastBytes));
        try (BusConnection bus = LocalBus.openSmall(shape.mtu());
                LogDrain drain = LogDrain.open(bus);
                TradePublisher publisher = TradePublisher.open(bus, settings)) {
            drain.await(publisher::isConnected);
            for (int i = 0; i < INSTRUMENTS; i++) {
                publisher.addInstrument(sample.symbol(i), sample.venue(i));
            }
            publisher.flush();
            CrcFloor crc = new CrcFloor(shape.lengthBytes());
            Rounds rounds =
                    Rounds.measureQuickest(
                            parameters,
                            new Part(drain::run, crc::round),
                            Part.of(
                                    () -> {
                                        long startNs = System.nanoTime();
                                        publish(sample, publisher, trades);
                                        publisher.flush();
                                        SlowSender.lengthen(startNs, slowdown);
                                    }));
            crc.tell(out, rounds);
            rounds.tellFrames(out, ROUND_FRAMES, (double) ROUND_FRAMES * shape.lengthBytes());
            rounds.tellTrades(out, trades);
            if (publisher.waits() > 0) {
                out.fail("The log had no room %d times.".formatted(publisher.waits()));
            }
        }
    }

    private void publish(SampleTrades sample, TradePublisher publisher, int trades) {
        long end = published + trades;
        for (long i = published; i < end; i++) {
            sample.publish(i, publisher);
        }
        published = end;
    }
}
