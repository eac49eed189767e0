package io.tapewire.latency.subject;

import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.FeedGroup;
import java.util.ArrayList;
import java.util.List;

/** Deals trades to several feeds in turn. */
final class FeedsSender implements TradeSender {
    private final List<TapewireSender> feeds;
    private final List<TapewireSender> unstamped = new ArrayList<>();
    private final FeedGroup group;
    private boolean ready;

    /**
     * @param connection of all of them
     */
    FeedsSender(BusConnection connection, List<TapewireSender> feeds) {
        this.feeds = feeds;
        this.group = new FeedGroup(connection);
        feeds.forEach(feed -> group.add(feed.publisher()));
    }

    @Override
    public boolean isReady() {
        if (!ready) {
            boolean all = true;
            for (TapewireSender feed : feeds) {
                all &= feed.isReady();
            }
            ready = all;
        }
        return ready;
    }

    @Override
    public boolean send(
            long scheduledNs, long number, int instrument, long price, long quantity, int side) {
        int index = (int) ((number - 1) % feeds.size());
        TapewireSender feed = feeds.get(index);
        group.publisher(index);
        boolean wasStamped = feed.isStamped();
        boolean isSent = feed.send(scheduledNs, number, instrument, price, quantity, side);
        if (wasStamped && !feed.isStamped()) {
            unstamped.add(feed);
        }
        return isSent;
    }

    @Override
    public int doWork() {
        for (int i = 0; i < unstamped.size(); i++) {
            unstamped.get(i).stampOpenFrame();
        }
        unstamped.clear();
        return group.doWork();
    }

    @Override
    public int tradesATurn() {
        TapewireSender one = feeds.get(0);
        return one.batches() ? one.tradesATurn() * feeds.size() : one.tradesATurn();
    }

    @Override
    public long refused() {
        return feeds.stream().mapToLong(TapewireSender::refused).sum();
    }

    @Override
    public void close() {
        group.close();
    }
}
