package io.tapewire.latency.subject;

import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.schemas.Side;

/** A publisher, which batches by exhaustion, or sends each trade in a frame of its own. */
final class TapewireSender implements TradeSender {
    private final TradePublisher publisher;
    private final TradeTable trades;
    private final boolean batches;
    private final int tradesATurn;
    private final Stamps stamps;
    private boolean ready;
    private long firstUnstamped;
    private long lastUnstamped;

    /**
     * @param stamps null for none
     */
    TapewireSender(
            BusConnection connection, PublisherSettings settings, Place place, Stamps stamps) {
        this.stamps = stamps;
        this.publisher = TradePublisher.open(connection, settings);
        this.trades = place.trades();
        this.batches = place.parameters().text("batch", "natural").equals("natural");
        int mtuBytes = (int) place.parameters().number("mtu", 1_408);
        // Each alone as many as raw Aeron is given, so that both are as quick to catch up.
        boolean isMany = batches || place.parameters().text("transport", "udp").equals("ipc");
        int frames = isMany ? TapewireSubject.FRAMES_A_TURN : 1;
        this.tradesATurn = frames * TapewireSubject.tradesAFrame(mtuBytes - 32);
    }

    @Override
    public boolean isReady() {
        if (!ready && publisher.isConnected()) {
            ready = true;
            for (int i = 0; i < trades.instrumentCount(); i++) {
                publisher.addInstrument(trades.symbol(i), trades.venue(i));
            }
        }
        return ready;
    }

    @Override
    public boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        PublishResult result =
                publisher.publish(scheduledNs, instrument, price, quantity, Side.of(side), number);
        if (!batches) {
            result = publisher.flush();
        }
        if (stamps != null && stamps.isSampled(number)) {
            lastUnstamped = number;
            firstUnstamped = firstUnstamped == 0 ? number : firstUnstamped;
        }
        if (result != PublishResult.BATCHED) {
            onFlushed(result);
        }
        return true;
    }

    /** Sampled trades are stamped when their frame has been offered. */
    private void onFlushed(PublishResult result) {
        if (!result.isRefused() && firstUnstamped != 0) {
            stamps.onOffered(firstUnstamped, lastUnstamped);
        }
        firstUnstamped = 0;
    }

    TradePublisher publisher() {
        return publisher;
    }

    boolean batches() {
        return batches;
    }

    /** Whether no sampled trade waits for its frame to be offered. */
    boolean isStamped() {
        return firstUnstamped == 0;
    }

    void stampOpenFrame() {
        if (!isStamped()) {
            onFlushed(publisher.flush());
        }
    }

    @Override
    public int doWork() {
        stampOpenFrame();
        return publisher.doWork();
    }

    @Override
    public int tradesATurn() {
        return tradesATurn;
    }

    @Override
    public long refused() {
        long refused = publisher.waits();
        for (PublishResult result : PublishResult.values()) {
            refused += result.isRefused() ? publisher.frames(result) : 0;
        }
        return refused;
    }

    @Override
    public void close() {
        publisher.close();
    }
}
