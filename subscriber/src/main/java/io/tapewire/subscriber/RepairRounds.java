package io.tapewire.subscriber;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sees to the feeds that miss something in every round, and to the others a few at a time: has
 * items asked for, gives up those that nobody has, and tells of silence.
 */
final class RepairRounds {
    private static final long DISCOVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int FEEDS_A_ROUND = 64;

    private final List<FeedProgress> inRepair = new ArrayList<>();
    private final FeedTable feeds;
    private final ItemDelivery items;
    private final SessionEnds ends;
    private final RepairDesk desk;
    private final AnnouncedSources announced;
    private final RepairSettings settings;
    private final FeedListener listener;
    private int looked;

    RepairRounds(
            FeedTable feeds,
            ItemDelivery items,
            SessionEnds ends,
            RepairDesk desk,
            AnnouncedSources announced,
            RepairSettings settings,
            FeedListener listener) {
        this.feeds = feeds;
        this.items = items;
        this.ends = ends;
        this.desk = desk;
        this.announced = announced;
        this.settings = settings;
        this.listener = listener;
    }

    /** Sees to the feed from now on where it misses something. */
    void include(FeedProgress feed, long nowNs) {
        if (!feed.inRepair && !feed.isWhole()) {
            feed.inRepair = true;
            feed.waitAnew(nowNs);
            inRepair.add(feed);
        }
    }

    /**
     * @return how much was asked for
     */
    int run(long nowNs) {
        int asked = 0;
        desk.expire(nowNs);
        for (int i = inRepair.size() - 1; i >= 0; i--) {
            FeedProgress feed = inRepair.get(i);
            asked += repair(feed, nowNs);
            if (feed.isWhole()) {
                feed.inRepair = false;
                inRepair.remove(i);
            }
        }
        lookAtSome(nowNs);
        return asked;
    }

    // Of a thousand feeds a few at a time, so that a round costs no more than with a few.
    private void lookAtSome(long nowNs) {
        for (int i = Math.min(FEEDS_A_ROUND, feeds.count()); i > 0; i--) {
            looked = looked + 1 < feeds.count() ? looked + 1 : 0;
            FeedProgress feed = feeds.get(looked);
            announced.leaveIfOver(feed);
            if (feed.ended) {
                continue;
            }
            if (feed.isWhole()) {
                items.learnOfItemsBefore(feed, feed.sessionEnd);
                ends.deliver(feed);
                include(feed, nowNs);
            }
            if (!feed.ended && feed.fallsSilent(nowNs)) {
                listener.onSilence(feed.feedId, feed.session, nowNs - feed.heardNs);
            }
        }
    }

    private int repair(FeedProgress feed, long nowNs) {
        long waitedNs = nowNs - feed.waitsSinceNs;
        if (feed.awaitsDefinitions && waitedNs >= longestWaitNs(feed)) {
            feed.awaitsDefinitions = false;
        }
        items.drain(feed, nowNs);
        ends.deliver(feed);
        int asked = waitedNs >= settings.lineWaitNs() ? desk.ask(feed, nowNs) : 0;
        if (items.isNextMissing(feed)) {
            abandonWhatNobodyHas(feed, waitedNs, nowNs);
        }
        return asked;
    }

    private void abandonWhatNobodyHas(FeedProgress feed, long waitedNs, long nowNs) {
        long goneTo = desk.goneEverywhereTo(feed, feed.next);
        if (goneTo >= feed.next && isDiscoveryOver(feed, nowNs)) {
            items.abandonTo(feed, goneTo, nowNs);
        } else if (waitedNs >= longestWaitNs(feed)
                && (desk.hasSource(feed) || isDiscoveryOver(feed, nowNs))) {
            abandonWhatWasWaitedForAsLong(feed, nowNs);
        } else {
            return;
        }
        feed.awaitsDefinitions = desk.canAskFor(feed, Long.MAX_VALUE);
        items.drain(feed, nowNs);
        ends.deliver(feed);
    }

    // Were each of many gaps waited for anew, a reader with nobody to ask would come to a halt.
    private void abandonWhatWasWaitedForAsLong(FeedProgress feed, long nowNs) {
        long below = feed.waitsBelow;
        do {
            items.abandonTo(feed, Long.MAX_VALUE, nowNs);
            items.drain(feed, nowNs);
        } while (items.isNextMissing(feed)
                && feed.next < below
                && !desk.canAskFor(feed, feed.next));
    }

    private long longestWaitNs(FeedProgress feed) {
        return desk.hasSource(feed) ? settings.patienceNs() : discoveryNs();
    }

    /** Sources may be announced in the first second, and never again after that. */
    boolean isDiscoveryOver(FeedProgress feed, long nowNs) {
        return nowNs - feed.startedNs >= discoveryNs();
    }

    private long discoveryNs() {
        return Math.min(DISCOVERY_NS, settings.patienceNs());
    }
}
