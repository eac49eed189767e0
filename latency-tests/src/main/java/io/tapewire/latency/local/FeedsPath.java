package io.tapewire.latency.local;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusPublication;
import io.tapewire.driver.Tether;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames of feeds that take turns, put into a log and read from it by one thread: each is of
 * another feed than the one before.
 */
final class FeedsPath implements AutoCloseable {
    private static final int INSTRUMENTS = 10;

    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, new TradeSum(false));
    private final FrameSource[] sources;
    private final int tradesPerFrame;
    private final BusConnection bus;
    private final FeedSubscriber subscriber;
    private final BusPublication publication;
    private int turn;
    private long offered;

    FeedsPath(Parameters parameters, int feeds) {
        FrameShape shape = new FrameShape(parameters);
        tradesPerFrame = shape.trades();
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        UnsafeBuffer buffer = FrameSource.newBuffer(shape, 1);
        sources = new FrameSource[feeds];
        for (int i = 0; i < feeds; i++) {
            sources[i] = new FrameSource(i + 1, shape, sample, buffer);
        }
        bus = LocalBus.open(shape.mtu());
        SubscriberSettings settings =
                SubscriberSettings.DEFAULT.withLines(LocalBus.ADDRESS).withTether(Tether.TETHERED);
        subscriber = FeedSubscriber.open(bus, settings, decoder, FeedListener.NONE);
        publication = BusPublication.open(bus, LocalBus.ADDRESS, true);
        while (!publication.isConnected()) {
            bus.doWork();
            Thread.onSpinWait();
        }
        for (FrameSource source : sources) {
            source.define(this::offer);
            receive();
        }
    }

    /** Offers so many frames; not more than a log has room for. */
    void offer(int frames) {
        for (int i = 0; i < frames; i++) {
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

    /** Reads all that was offered. */
    void receive() {
        while (decoder.trades() < offered && subscriber.counts().abandoned() == 0) {
            subscriber.doWork();
        }
    }

    /** Whether every trade arrived, and its instrument was known. */
    boolean isWhole() {
        return decoder.trades() == offered && decoder.undefined() == 0;
    }

    @Override
    public void close() {
        publication.close();
        subscriber.close();
        bus.close();
    }
}
