package io.tapewire.latency.subject;

import java.util.List;

/** Deals trades to several feeds in turn. */
final class FeedsSender implements TradeSender {
    private final List<TapewireSender> feeds;

    FeedsSender(List<TapewireSender> feeds) {
        this.feeds = feeds;
    }

    @Override
    public boolean isReady() {
        boolean all = true;
        for (TapewireSender feed : feeds) {
            all &= feed.isReady();
        }
        return all;
    }

    @Override
    public boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        int feed = (int) ((number - 1) % feeds.size());
        return feeds.get(feed).send(scheduledNs, number, instrument, price, quantity, side);
    }

    @Override
    public int doWork() {
        int work = 0;
        for (int i = 0; i < feeds.size(); i++) {
            work += feeds.get(i).doWork();
        }
        return work;
    }

    @Override
    public int tradesATurn() {
        return feeds.get(0).tradesATurn() * feeds.size();
    }

    @Override
    public long refused() {
        return feeds.stream().mapToLong(TapewireSender::refused).sum();
    }

    @Override
    public void close() {
        feeds.forEach(TapewireSender::close);
    }
}
