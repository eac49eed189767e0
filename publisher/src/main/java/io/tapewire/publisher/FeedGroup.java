package io.tapewire.publisher;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.SharedTurn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The publishers of many feeds in one loop. A turn flushes those that were asked for since the last
 * one, and sees to a few of the others, so what it costs depends on what is published more than on
 * the feeds. Each is seen to in every {@value #TURNS_A_ROUND} turns at least, and its heartbeat
 * needs that twice an interval.
 *
 * <p>For the thread of the publishers' connection, which calls {@link #doWork} in every turn of its
 * loop instead of theirs. Allocates where a publisher is added.
 */
public final class FeedGroup implements AutoCloseable {
    static final int TURNS_A_ROUND = 32;

    private static final long LONGEST_CLOSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final SharedTurn turn;
    private final List<TradePublisher> all = new ArrayList<>();
    private int[] asked = {};
    private boolean[] isAsked = {};
    private int askedCount;
    private int seen;

    /**
     * @param connection of all the publishers
     */
    public FeedGroup(BusConnection connection) {
        this.turn = new SharedTurn(connection);
    }

    /**
     * Takes a publisher, to close it as well.
     *
     * @return its number, counting from 0
     */
    public int add(TradePublisher publisher) {
        all.add(publisher);
        asked = Arrays.copyOf(asked, all.size());
        isAsked = Arrays.copyOf(isAsked, all.size());
        return all.size() - 1;
    }

    /**
     * To publish with, until the next turn.
     *
     * @param number that {@link #add} answered
     */
    public TradePublisher publisher(int number) {
        if (!isAsked[number]) {
            isAsked[number] = true;
            asked[askedCount++] = number;
        }
        return all.get(number);
    }

    /** {@link TradePublisher#stopWaiting} of all; any thread, while none is added. */
    public void stopWaiting() {
        all.forEach(TradePublisher::stopWaiting);
    }

    /**
     * One turn, of publishers, client and, where the layout is inline, media driver.
     *
     * @return above 0 where there was something to do
     */
    public int doWork() {
        int work = askedCount;
        for (int i = 0; i < askedCount; i++) {
            all.get(asked[i]).flush();
        }
        work += turn.doWork();
        for (int i = 0; i < askedCount; i++) {
            all.get(asked[i]).keep();
            isAsked[asked[i]] = false;
        }
        askedCount = 0;
        int some = Math.min(all.size(), 1 + all.size() / TURNS_A_ROUND);
        for (int i = 0; i < some; i++) {
            seen = seen + 1 < all.size() ? seen + 1 : 0;
            work += all.get(seen).doWork();
        }
        return work;
    }

    /**
     * Closes all publishers, which together wait a second for readers that are behind, besides one
     * frame's longest wait; leaves the connection open.
     */
    @Override
    public void close() {
        long startNs = System.nanoTime();
        for (TradePublisher publisher : all) {
            long leftNs = LONGEST_CLOSE_NS - (System.nanoTime() - startNs);
            if (leftNs <= 0) {
                publisher.stopWaiting();
            }
            publisher.lines().limitLastWait(leftNs);
            publisher.close();
        }
    }
}
