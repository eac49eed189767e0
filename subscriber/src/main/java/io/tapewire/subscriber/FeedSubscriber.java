package io.tapewire.subscriber;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusCounters;
import io.tapewire.driver.SharedTurn;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.subscriber.SubscriberSettings.Order;
import io.tapewire.subscriber.faults.FaultInjector;
import io.tapewire.subscriber.recovery.RecoverySourceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Receives feeds: checks each frame, follows each feed's sequence, has what is missing repaired,
 * and hands what is new, in order, to a frame handler such as a {@link TradeDecoder}.
 *
 * <p>For one thread, which calls {@link #doWork} in every turn of its loop. Allocates nothing once
 * the feeds are known and while nothing is missing.
 */
public final class FeedSubscriber implements AutoCloseable {
    private final BusConnection connection;
    private final SharedTurn turn;
    private final List<Reception> receptions = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final OrderedDelivery delivery;
    private final DeliveryCounts counts;
    private final FeedRoster roster;
    private final LineBook lineBook;
    private final BusCounters counters;
    private final FeedListener feeds;
    private final AwakeClock awake = new AwakeClock();
    private int generation;
    private boolean leftBehind;

    private FeedSubscriber(
            BusConnection connection,
            SubscriberSettings settings,
            FrameHandler handler,
            FeedListener feeds) {
        this.connection = connection;
        this.turn = new SharedTurn(connection);
        this.feeds = feeds;
        this.generation = connection.generation();
        this.roster = new FeedRoster(feeds);
        if (settings.order() == Order.SKIP_AND_TELL) {
            FeedSequencer sequencer = new FeedSequencer(handler, feeds);
            this.delivery = null;
            this.lineBook = null;
            this.counts = sequencer.counts();
            for (BusAddress address : settings.lines()) {
                receptions.add(
                        new Reception(
                                connection,
                                address,
                                receptions.size(),
                                settings,
                                new FrameReceiver(sequencer, sequencer::fetch, feeds, roster)));
            }
        } else {
            this.delivery = orderedDelivery(settings, handler, feeds);
            this.counts = delivery.counts();
            this.lineBook = settings.lines().size() > 1 ? new LineBook(lines, feeds) : null;
            receiveInOrder(settings, feeds);
        }
        this.counters = SubscriberCounters.open(connection, settings.lines().get(0), this);
    }

    private OrderedDelivery orderedDelivery(
            SubscriberSettings settings, FrameHandler handler, FeedListener feeds) {
        boolean several = settings.lines().size() > 1;
        RepairSettings repair = several ? settings.repair() : settings.repair().withoutLineWait();
        return new OrderedDelivery(
                handler,
                feeds,
                repair,
                settings.start(),
                (address, name) -> RecoverySourceClient.open(connection, address, name));
    }

    private void receiveInOrder(SubscriberSettings settings, FeedListener feeds) {
        for (BusAddress address : settings.lines()) {
            Line line = new Line(lines.size(), delivery, lineBook);
            lines.add(line);
            receptions.add(
                    new Reception(
                            connection,
                            address,
                            receptions.size(),
                            settings,
                            new FrameReceiver(line, delivery.feeds()::fetch, feeds, roster)));
        }
    }

    /**
     * Receives one line, in order, from live on.
     *
     * @param connection that the same thread uses; the caller closes it after this
     * @param address to listen at
     * @param handler takes each frame that has something new, in order
     * @param feeds hears of sessions, gaps, duplicates and rejected bytes
     */
    public static FeedSubscriber open(
            BusConnection connection,
            BusAddress address,
            FrameHandler handler,
            FeedListener feeds) {
        return open(connection, SubscriberSettings.DEFAULT.withLines(address), handler, feeds);
    }

    /**
     * @param connection that the same thread uses; the caller closes it after this
     * @param handler takes each frame that has something new, in order
     * @param feeds hears of sessions, gaps, duplicates and rejected bytes
     */
    public static FeedSubscriber open(
            BusConnection connection,
            SubscriberSettings settings,
            FrameHandler handler,
            FeedListener feeds) {
        return new FeedSubscriber(connection, settings, handler, feeds);
    }

    /**
     * One turn: receives some frames, has what is missing repaired, and runs the media driver where
     * the layout is inline. What the handler or a listener throws reaches the caller.
     *
     * @return above 0 where there was something to do
     */
    public int doWork() {
        if (leftBehind) {
            return turn.doWork();
        }
        // Before it polls, and so after a publisher in the same loop has flushed.
        int work = turn.doWork();
        long nowNs = connection.nowNs();
        if (generation != connection.generation()) {
            generation = connection.generation();
            if (delivery != null) {
                delivery.leaveSources();
            }
        }
        // Tells the time to all that follows.
        // Not while the driver is gone: nobody can be asked then, and that is no time to give up.
        if (delivery != null && connection.isUp()) {
            work += delivery.doWork(awake.advanceTo(nowNs));
        }
        if (lineBook != null) {
            lineBook.startTurn(nowNs);
        }
        for (int i = 0; i < receptions.size(); i++) {
            work += receptions.get(i).doWork(nowNs);
            leftBehind |= receptions.get(i).isLeftBehind();
        }
        if (leftBehind) {
            delivery.feeds().tellLeftBehind(feeds);
            delivery.leaveSources();
            receptions.forEach(Reception::close);
        }
        counters.update(nowNs);
        return work;
    }

    /**
     * Never asks this source, though the feeds announce it: for a reader that serves what it reads.
     *
     * @param address its own; null for none
     */
    public void neverAsk(RecoveryAddress address) {
        if (delivery != null && address != null) {
            delivery.announced().ignore(address);
        }
    }

    /** Whether it was left behind, where it was to end then: it receives nothing any more. */
    public boolean isLeftBehind() {
        return leftBehind;
    }

    /** Whether a publisher is there, on any line. */
    public boolean isConnected() {
        for (Reception reception : receptions) {
            if (reception.isConnected()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Frames by what was found of them.
     *
     * @param status {@link FrameStatus#OK} for those handed on, held, or dropped as duplicates
     */
    public long frames(FrameStatus status) {
        return sum(receiver -> receiver.frames(status));
    }

    /** Frames and bytes that were not to be believed. */
    public long rejected() {
        return sum(FrameReceiver::rejected);
    }

    /** Frames refused because another publisher had their session before. */
    public long conflicts() {
        return sum(FrameReceiver::conflicts);
    }

    /** Announcements of recovery sources that are at no address. */
    public long badAnnouncements() {
        return delivery == null ? 0 : delivery.announced().malformed();
    }

    /** Frames of feeds beyond the 1,024 that a reader follows. */
    public long ofFeedsRefused() {
        return roster.refused();
    }

    /** Bytes of the good frames. */
    public long bytes() {
        return sum(FrameReceiver::bytes);
    }

    private long sum(ToLongFunction<FrameReceiver> value) {
        long sum = 0;
        for (int i = 0; i < receptions.size(); i++) {
            sum += value.applyAsLong(receptions.get(i).receiver());
        }
        return sum;
    }

    /** Gaps, missing items and duplicates so far. */
    public DeliveryCounts counts() {
        return counts;
    }

    /** How the lines compare; empty for a reader that skips gaps. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /**
     * What was done to frames of the first line on purpose; null where no faults were asked for.
     */
    public FaultInjector faults() {
        return receptions.get(0).faults();
    }

    /** Leaves the lines. Idempotent; leaves the connection open. */
    @Override
    public void close() {
        counters.close();
        if (delivery != null) {
            delivery.leaveSources();
        }
        receptions.forEach(Reception::close);
    }
}
