package io.tapewire.latency.work;

import io.tapewire.latency.subject.TradeSink;

/** What arrived at one reader: verified, and its latency recorded. For one thread. */
final class Receipt implements TradeSink {
    private final Verification verification;
    private final Series series;
    private final long sampleMask;
    private long lastNs;

    /**
     * @param sampleEvery a power of two: of how many trades one has its latency recorded; 0 for
     *     none
     */
    Receipt(Series series, int feeds, int sampleEvery) {
        this.series = series;
        this.verification = new Verification(feeds);
        this.sampleMask = sampleEvery - 1;
    }

    void reset() {
        verification.reset();
        series.reset();
    }

    /**
     * @param atNs when the measured part begins
     */
    void start(long atNs) {
        series.start(atNs);
        lastNs = atNs;
    }

    @Override
    public void onTrade(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        verification.onTrade(scheduledNs, number, instrument, price, quantity, side);
        if ((number & sampleMask) == 0) {
            series.record(scheduledNs, System.nanoTime() - scheduledNs);
        }
    }

    /** To be called after each turn. */
    void onTurn() {
        long received = verification.received();
        if (received != series.counted()) {
            lastNs = System.nanoTime();
            series.count(lastNs, received);
        }
    }

    long received() {
        return verification.received();
    }

    /** When the last trade had arrived. */
    long lastNs() {
        return lastNs;
    }

    Verification verification() {
        return verification;
    }

    Series series() {
        return series;
    }
}
