package io.tapewire.subscriber;

import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import io.tapewire.subscriber.recovery.RepairSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.IntHashSet;

/**
 * Asks sources for what feeds miss: the first in order that may have it, several ranges at once,
 * and not more than the hold can take. Remembers what each source has no more.
 */
final class RepairDesk {
    static final int MAX_ITEMS_A_REQUEST = 4_096;

    /** Items that arrived and are asked for again, where two gaps so near share a request. */
    static final int MAX_BRIDGE_ITEMS = 512;

    private static final int MAX_SOURCES = 16;
    private static final long ANSWER_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long ASK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long RECOVER_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final List<RepairSource> sources = new ArrayList<>();
    private final List<IntHashSet> servedFeeds = new ArrayList<>();
    private final Requests requests = new Requests();
    private final GoneRanges gone = new GoneRanges();
    private final long[] askAgainNs = new long[MAX_SOURCES];
    private final int windowItems;
    private long lastId;

    /**
     * @param windowItems how far ahead of the next item to ask
     */
    RepairDesk(int windowItems) {
        this.windowItems = windowItems;
    }

    /**
     * @param first whether it is to be asked before those that are there
     * @param feeds for which it said that it has frames; may grow
     */
    void add(RepairSource source, boolean first, IntHashSet feeds) {
        if (first) {
            forgetPlaces();
        }
        int place = first ? 0 : sources.size();
        sources.add(place, source);
        servedFeeds.add(place, feeds);
    }

    /** Whether there is a source for this feed. */
    boolean hasSource(FeedProgress feed) {
        for (int i = 0; i < sources.size(); i++) {
            if (serves(i, feed)) {
                return true;
            }
        }
        return false;
    }

    private boolean serves(int source, FeedProgress feed) {
        return servedFeeds.get(source).contains(feed.feedId);
    }

    boolean isFull() {
        if (sources.size() == MAX_SOURCES) {
            leaveDead();
        }
        return sources.size() == MAX_SOURCES;
    }

    // What is known of sources is known by their place, which changes now.
    private void forgetPlaces() {
        gone.forgetAll();
        requests.clear();
        Arrays.fill(askAgainNs, 0);
    }

    private void leaveDead() {
        forgetPlaces();
        for (int i = sources.size() - 1; i >= 0; i--) {
            if (!sources.get(i).isReady()) {
                servedFeeds.remove(i);
                sources.remove(i).close();
            }
        }
    }

    /** Asks this source no more, and closes it. */
    void leave(RepairSource source) {
        int place = sources.indexOf(source);
        if (place >= 0) {
            forgetPlaces();
            servedFeeds.remove(place);
            sources.remove(place).close();
        }
    }

    void close() {
        gone.forgetAll();
        requests.clear();
        sources.forEach(RepairSource::close);
        sources.clear();
        servedFeeds.clear();
    }

    List<RepairSource> sources() {
        return sources;
    }

    /** Asks for what the feed misses and nobody was asked for yet. */
    int ask(FeedProgress feed, long nowNs) {
        int sent = 0;
        if (feed.awaitsDefinitions && !requests.hasDefinitionsOf(feed)) {
            sent += send(feed, true, 0, 0, nowNs);
        }
        // What nobody has is not waited for, and what comes after it may be let go meanwhile.
        long first = goneEverywhereTo(feed, feed.next) + 1;
        long windowEnd = first + windowItems;
        for (int i = 0; i < feed.missing.count(); i++) {
            long from = Math.max(first, feed.missing.from(i));
            long last = Math.min(feed.missing.to(i), windowEnd);
            while (from <= last && !requests.isFull()) {
                long covered = requests.coveredTo(feed, from);
                if (covered >= from) {
                    from = covered + 1;
                    continue;
                }
                long to = Math.min(endOfNearGaps(feed.missing, i), windowEnd);
                to = Math.min(to, from + MAX_ITEMS_A_REQUEST - 1);
                to = Math.min(to, requests.nextFrom(feed, from) - 1);
                if (send(feed, false, from, to, nowNs) == 0) {
                    return sent;
                }
                sent++;
                from = to + 1;
            }
            if (from > windowEnd) {
                break;
            }
        }
        return sent;
    }

    // Many small gaps, each a request, would come no faster than a few for each round trip.
    private static long endOfNearGaps(SequenceRanges missing, int gap) {
        int last = gap;
        if (missing.count() > Requests.MAX) {
            while (last + 1 < missing.count()
                    && missing.from(last + 1) - missing.to(last) <= MAX_BRIDGE_ITEMS
                    && missing.to(last) - missing.from(gap) < MAX_ITEMS_A_REQUEST) {
                last++;
            }
        }
        return missing.to(last);
    }

    private int send(FeedProgress feed, boolean definitions, long from, long to, long nowNs) {
        int source = choose(feed, definitions ? Long.MAX_VALUE : from, nowNs);
        if (source < 0 || requests.isFull()) {
            return 0;
        }
        RecoveryKind kind = definitions ? RecoveryKind.DEFINITIONS : RecoveryKind.ITEMS;
        int count = definitions ? 0 : (int) (to - from + 1);
        long id = ++lastId;
        if (!sources.get(source)
                .request(id, feed.feedId, feed.session, kind, Math.max(1, from), count)) {
            return 0;
        }
        Requests.Request request = requests.add();
        request.feed = feed;
        request.id = id;
        request.session = feed.session;
        request.source = source;
        request.from = from;
        request.to = to;
        request.sentNs = nowNs;
        request.deadlineNs = nowNs + ANSWER_NS;
        request.definitions = definitions;
        return 1;
    }

    private int choose(FeedProgress feed, long sequence, long nowNs) {
        for (int i = 0; i < sources.size(); i++) {
            if (nowNs - askAgainNs[i] >= 0 && mayHave(i, feed, sequence)) {
                return i;
            }
        }
        return -1;
    }

    private boolean mayHave(int source, FeedProgress feed, long sequence) {
        return serves(source, feed)
                && gone.runFrom(feed, source, sequence) < sequence
                && sources.get(source).isReady();
    }

    /** Whether there is somebody to ask for an item, now or soon. */
    boolean canAskFor(FeedProgress feed, long sequence) {
        for (int i = 0; i < sources.size(); i++) {
            if (mayHave(i, feed, sequence)) {
                return true;
            }
        }
        return false;
    }

    /**
     * How far, from this item on, every source of the feed has said that it has nothing.
     *
     * @return the last such item; one below the sequence where some source may have it, or there is
     *     no source
     */
    long goneEverywhereTo(FeedProgress feed, long sequence) {
        long to = hasSource(feed) ? Long.MAX_VALUE : sequence - 1;
        for (int i = 0; i < sources.size(); i++) {
            if (serves(i, feed)) {
                to = Math.min(to, gone.runFrom(feed, i, sequence));
            }
        }
        return to;
    }

    /**
     * An answer has come to its end.
     *
     * @return the feed that it was for, where it is still in that session; otherwise null
     */
    FeedProgress end(
            long requestId,
            RecoveryResult result,
            long firstSequence,
            long nextSequence,
            long nowNs) {
        int index = requests.indexOf(requestId);
        if (index < 0) {
            return null;
        }
        Requests.Request request = requests.get(index);
        FeedProgress feed = request.feed;
        boolean current = request.session == feed.session;
        boolean served = result == RecoveryResult.SERVED || result == RecoveryResult.GONE;
        if (current && served && !request.definitions) {
            remember(request, firstSequence, nextSequence);
        }
        if (!served) {
            askAgainNs[request.source] =
                    nowNs + (result == RecoveryResult.BUSY ? ASK_AGAIN_NS : RECOVER_NS);
        } else if (!request.definitions && nextSequence <= request.to) {
            askAgainNs[request.source] = nowNs + ASK_AGAIN_NS;
        }
        if (current && request.definitions && served) {
            feed.awaitsDefinitions = false;
        }
        requests.remove(index);
        return current ? feed : null;
    }

    // What the source said it lost, and what it did not send though it answered to the end: a
    // journal may have holes of its own.
    private void remember(Requests.Request request, long firstSequence, long nextSequence) {
        FeedProgress feed = request.feed;
        gone.add(feed, request.source, 1, (firstSequence == 0 ? nextSequence : firstSequence) - 1);
        long answeredTo = Math.min(request.to, nextSequence - 1);
        if (feed.droppedAtNs - request.sentNs >= 0) {
            return;
        }
        for (int i = 0; i < feed.missing.count(); i++) {
            long from = Math.max(request.from, feed.missing.from(i));
            gone.add(feed, request.source, from, Math.min(answeredTo, feed.missing.to(i)));
        }
    }

    /** Gives up on answers that did not come, so that others can be asked. */
    void expire(long nowNs) {
        for (int i = requests.count() - 1; i >= 0; i--) {
            if (nowNs - requests.get(i).deadlineNs >= 0) {
                askAgainNs[requests.get(i).source] = nowNs + RECOVER_NS;
                requests.remove(i);
            }
        }
    }

    /** Forgets what sources said of the feed's session before. */
    void startSession(FeedProgress feed) {
        gone.forget(feed, sources.size());
    }
}
