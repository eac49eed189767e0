package io.tapewire.subscriber;

import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.sbe.HeartbeatDecoder;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.RecoveryResult;
import io.tapewire.subscriber.recovery.RecoveryHandler;
import io.tapewire.subscriber.recovery.RepairSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;

/**
 * Hands on every item of every feed once and in order: what comes before its turn is held, what is
 * missing is asked for, and only what nobody has any more is abandoned.
 *
 * <p>For one thread. Allocates when a feed is first seen and while it repairs, and never for a
 * frame in its turn. Memory is bounded by {@link RepairSettings#holdBytes}: a frame that finds no
 * room is dropped, stays missing, and is asked for when its turn is near.
 */
final class OrderedDelivery implements RecoveryHandler {
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final FrameDecoder frame = new FrameDecoder();
    private final HeartbeatDecoder heartbeat = new HeartbeatDecoder();
    private final FeedTable feeds = new FeedTable();
    private final FrameHandler handler;
    private final FeedListener listener;
    private final StartPoint start;
    private final long patienceNs;
    private final RepairDesk desk;
    private final ItemDelivery items;
    private final DeliveryCounts counts = new DeliveryCounts();
    private final SessionEnds ends;
    private final RepairRounds rounds;
    private final AnnouncedSources announced;
    private String source = "";
    private long nowNs;
    private long tickedNs;

    OrderedDelivery(
            FrameHandler handler,
            FeedListener listener,
            RepairSettings settings,
            StartPoint start,
            AnnouncedSources.Opener opener) {
        this.handler = handler;
        this.listener = listener;
        this.start = start;
        this.patienceNs = settings.patienceNs();
        HoldMemory memory = new HoldMemory(settings.holdBytes());
        this.desk = new RepairDesk(memory.leastItems());
        this.announced = new AnnouncedSources(opener, desk);
        this.items = new ItemDelivery(handler, listener, memory, counts, start.firstSealTimeNs());
        this.ends = new SessionEnds(handler, listener);
        this.rounds = new RepairRounds(feeds, items, ends, desk, announced, settings, listener);
    }

    /**
     * Leaves the sources; those that are announced again are asked again. They are waited for as
     * long as for an item: where a driver died, whoever serves has to find the next one too.
     */
    void leaveSources() {
        announced.forget();
        desk.close();
        feeds.discoverAnew(nowNs, patienceNs);
    }

    FeedTable feeds() {
        return feeds;
    }

    AnnouncedSources announced() {
        return announced;
    }

    RepairDesk desk() {
        return desk;
    }

    DeliveryCounts counts() {
        return counts;
    }

    /**
     * Takes a checked frame.
     *
     * @param line that it came on
     * @return false for "not now"
     */
    boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, String line) {
        frame.wrapChecked(buffer, offset, lengthBytes);
        if (frame.templateId() == FrameDecoder.RECOVERY_SOURCE) {
            if (!feeds.isOver(frame.feedId(), frame.session())) {
                announced.onSource(frame);
            }
            return true;
        }
        FeedProgress feed = feeds.findOrAdd(frame.feedId());
        if (frame.session() != feed.session) {
            if (frame.session() < feed.session) {
                counts.staleFrames++;
                listener.onStaleSession(feed.feedId, frame.session());
                return true;
            }
            startSession(feed);
        }
        if (!feed.isWhole()
                && !desk.hasSource(feed)
                && rounds.isDiscoveryOver(feed, nowNs)
                && items.isFull(feed, lengthBytes)
                && items.isNextMissing(feed)) {
            // Nobody can be asked, and waiting on would lose what arrives now.
            items.abandonTo(feed, Long.MAX_VALUE, nowNs);
            items.drain(feed, nowNs);
        }
        feed.heardNs = nowNs;
        boolean taken =
                frame.itemCount() == 0
                        ? onUnnumbered(feed, buffer, offset, lengthBytes)
                        : items.onItems(feed, frame, buffer, offset, lengthBytes, line, nowNs);
        rounds.include(feed, nowNs);
        return taken;
    }

    @Override
    public void onFrame(DirectBuffer buffer, int offset, int lengthBytes) {
        frame.wrapChecked(buffer, offset, lengthBytes);
        FeedProgress feed = feeds.find(frame.feedId());
        if (feed == null || frame.session() != feed.session) {
            return;
        }
        counts.recoveredFrames++;
        if (frame.itemCount() == 0) {
            onUnnumbered(feed, buffer, offset, lengthBytes);
        } else if (isDefinitionPassedOver(feed)) {
            feed.handedOnAfterAll(frame.sequence(), frame.nextSequence() - 1);
            handler.onFrame(buffer, offset, lengthBytes, 0);
        } else {
            if (!items.onItems(feed, frame, buffer, offset, lengthBytes, source, nowNs)) {
                items.hold(feed, frame, buffer, offset, lengthBytes, source, nowNs);
            }
            ends.deliver(feed);
        }
        rounds.include(feed, nowNs);
    }

    private boolean isDefinitionPassedOver(FeedProgress feed) {
        return frame.templateId() == FrameDecoder.DEFINITIONS
                && feed.undelivered.overlaps(frame.sequence(), frame.nextSequence() - 1);
    }

    @Override
    public void onEnd(
            long requestId,
            RecoveryResult result,
            int feedId,
            long session,
            long fromSequence,
            long firstSequence,
            long nextSequence) {
        FeedProgress feed = desk.end(requestId, result, firstSequence, nextSequence, nowNs);
        if (feed != null) {
            items.drain(feed, nowNs);
            ends.deliver(feed);
        }
    }

    private void startSession(FeedProgress feed) {
        if (feed.session != 0) {
            items.abandonAll(feed, nowNs);
            if (!feed.ended) {
                listener.onSessionEnded(
                        feed.feedId, feed.session, feed.next - 1, SessionEnd.REPLACED);
            }
        }
        long first = start.firstSequence(feed.feedId, frame.session(), frame.sequence());
        feed.startSession(frame.session(), first, frame.sequence(), nowNs);
        feed.awaitsDefinitions = first > 1;
        desk.startSession(feed);
        listener.onSessionStarted(feed.feedId, feed.session, first);
    }

    private boolean onUnnumbered(FeedProgress feed, DirectBuffer buffer, int offset, int length) {
        items.learnOfItemsBefore(feed, frame.sequence());
        if (frame.templateId() == FrameDecoder.DEFINITIONS) {
            return handler.onFrame(buffer, offset, length, frame.sequence());
        }
        if (frame.templateId() == FrameDecoder.SESSION_END) {
            ends.onEnd(feed, frame, buffer, offset, length);
        } else if (frame.templateId() == FrameDecoder.HEARTBEAT) {
            heartbeat.wrap(
                    frame.frame(),
                    MessageHeaderDecoder.ENCODED_LENGTH,
                    frame.blockLength(),
                    frame.version());
            feed.heartbeatIntervalNs = heartbeat.interval();
        }
        return true;
    }

    /**
     * One turn: takes what sources answer, asks for what is missing, and gives up what nobody has.
     *
     * @param turnNs of {@link System#nanoTime()}; the time of all that follows until the next turn
     * @return above 0 where there was something to do
     */
    int doWork(long turnNs) {
        nowNs = turnNs;
        int work = 0;
        List<RepairSource> sources = desk.sources();
        for (int i = 0; i < sources.size(); i++) {
            source = sources.get(i).name();
            work += sources.get(i).poll(this);
        }
        if (work > 0 || nowNs - tickedNs >= TICK_NS) {
            tickedNs = nowNs;
            work += rounds.run(nowNs);
        }
        return work;
    }
}
