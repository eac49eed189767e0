package io.tapewire.subscriber;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * For a reader that cannot keep up with every trade: keeps the latest of each instrument, with
 * count, volume, high and low of those it stands for, until the reader takes them with {@link
 * #drain}. Nothing is lost in silence: the counts of all that is drained add up to the trades that
 * came.
 *
 * <p>For one thread. Memory is bounded by the instruments; allocates when one is first traded.
 */
public final class Conflater implements TradeListener {
    private static final class Feed extends FeedMap.Entry {
        private long session;
        private ConflatedTrade[] byInstrument = new ConflatedTrade[64];

        Feed(int feedId) {
            super(feedId);
        }
    }

    private final FeedMap<Feed> feeds = new FeedMap<>(Feed::new);
    private final Deque<ConflatedTrade> pending = new ArrayDeque<>();

    @Override
    public void onTrade(Trade trade) {
        ConflatedTrade conflated = find(trade);
        if (conflated.count() == 0) {
            pending.addLast(conflated);
        }
        conflated.add(trade);
    }

    /**
     * Hands on what is kept, the longest waiting instrument first.
     *
     * @param limit of instruments
     * @return how many were handed on
     */
    public int drain(ConflatedListener listener, int limit) {
        int drained = 0;
        while (drained < limit && !pending.isEmpty()) {
            ConflatedTrade conflated = pending.pollFirst();
            listener.onConflated(conflated);
            conflated.clear();
            drained++;
        }
        return drained;
    }

    /** Instruments that wait to be handed on. */
    public int pending() {
        return pending.size();
    }

    private ConflatedTrade find(Trade trade) {
        Feed feed = feeds.findOrAdd(trade.feedId());
        if (feed.session != trade.session()) {
            // What is pending of the older session stays so, and keeps its own numbers.
            feed.session = trade.session();
            Arrays.fill(feed.byInstrument, null);
        }
        int id = trade.instrumentId();
        if (id >= feed.byInstrument.length) {
            feed.byInstrument =
                    Arrays.copyOf(
                            feed.byInstrument, Math.max(id + 1, 2 * feed.byInstrument.length));
        }
        ConflatedTrade conflated = feed.byInstrument[id];
        if (conflated == null) {
            conflated = new ConflatedTrade();
            feed.byInstrument[id] = conflated;
        }
        return conflated;
    }
}
