package io.tapewire.latency.local;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusPublication;
import io.tapewire.driver.Tether;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.Rounds;
import io.tapewire.latency.floor.Rounds.Part;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a trade costs its reader, from the log to the listener, where {@code feeds} take turns, 1
 * where not given: each frame is of another feed than the one before.
 */
final class FeedsWork implements LocalWork {
    private static final int ROUND_FRAMES = 64;
    private static final int INSTRUMENTS = 10;

    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, new TradeSum(false));
    private FrameSource[] sources;
    private BusPublication publication;
    private FeedSubscriber subscriber;
    private int turn;
    private long offered;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        FrameShape shape = new FrameShape(parameters);
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        UnsafeBuffer buffer = FrameSource.newBuffer(shape, 1);
        sources = new FrameSource[(int) parameters.number("feeds", 1)];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new FrameSource(i + 1, shape, sample, buffer);
        }
        SubscriberSettings settings =
                SubscriberSettings.DEFAULT.withLines(LocalBus.ADDRESS).withTether(Tether.TETHERED);
        try (BusConnection bus = LocalBus.open(shape.mtu());
                FeedSubscriber reader =
                        FeedSubscriber.open(bus, settings, decoder, FeedListener.NONE);
                BusPublication road = BusPublication.open(bus, LocalBus.ADDRESS, true)) {
            subscriber = reader;
            publication = road;
            while (!road.isConnected()) {
                bus.doWork();
                Thread.onSpinWait();
            }
            for (FrameSource source : sources) {
                source.define(this::offer);
                receive();
            }
            int trades = ROUND_FRAMES * shape.trades();
            Rounds rounds =
                    Rounds.measure(
                            parameters, new Part(() -> offer(shape.trades()), this::receive));
            rounds.tellTrades(out, trades);
            if (decoder.trades() != offered || decoder.undefined() > 0) {
                out.fail("What arrived is not what was offered.");
            }
        }
    }

    private void offer(int tradesPerFrame) {
        for (int i = 0; i < ROUND_FRAMES; i++) {
            FrameSource source = sources[turn];
            turn = turn + 1 == sources.length ? 0 : turn + 1;
            source.next();
            offer(source.buffer(), 0, source.lengthBytes(), 0);
            offered += tradesPerFrame;
        }
    }

    private boolean offer(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence) {
        while (publication.offer(buffer, offset, lengthBytes) < 0) {
            subscriber.doWork();
        }
        return true;
    }

    private void receive() {
        while (decoder.trades() < offered && subscriber.counts().abandoned() == 0) {
            subscriber.doWork();
        }
    }
}
