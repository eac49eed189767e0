package io.tapewire.publisher;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusCounters;
import io.tapewire.driver.SharedTurn;
import io.tapewire.schemas.EpochClock;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.TradeFrameEncoder;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.recovery.RecoveryAddress;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Publishes one feed in one session. Trades are batched by exhaustion: the open frame is sent when
 * full, after sixteen full ones in a row, less than 4 microseconds apart, with up to three that
 * follow, and by {@link #flush} when the caller has nothing more ready.
 *
 * <p>For one thread, which calls {@link #doWork} in every turn of its loop, with or without trades:
 * that flushes, keeps the heartbeat, and runs the media driver where the layout is inline.
 * Publishing allocates nothing; defining an instrument does.
 */
public final class TradePublisher implements AutoCloseable {
    private static final long MIN_END_WAIT_NS = TimeUnit.SECONDS.toNanos(1);

    private final BusConnection connection;
    private final SharedTurn turn;
    private final PublisherSettings settings;
    private final LineSenders sender;
    private final BusCounters counters;
    private final EpochNanoClock clock = new EpochClock();
    private final InstrumentRegister register;
    private final FrameSealer sealer;
    private final RetransmitRing ring;
    private final OpenFrame frame;
    private final IdleFrames idleFrames;
    private final Pulse pulse;
    private long lastWaitNs = MIN_END_WAIT_NS;
    private boolean ended;
    private boolean closed;

    private TradePublisher(BusConnection connection, PublisherSettings settings, Resumption start) {
        this.connection = connection;
        this.turn = new SharedTurn(connection);
        this.settings = settings;
        this.sender = LineSenders.open(connection, settings);
        this.counters = PublisherCounters.open(connection, settings, sender);
        int maxLength = sender.maxFrameLength();
        this.sealer = new FrameSealer(settings.feedId(), start.session());
        this.register = new InstrumentRegister(start.instruments());
        this.ring = RetransmitRing.of(settings, start, maxLength);
        this.frame = new OpenFrame(sealer, ring, start.nextSequence(), maxLength);
        this.idleFrames = new IdleFrames(sealer, register, maxLength);
        this.pulse = new Pulse(sealer, sender, idleFrames, clock, settings.heartbeatIntervalNs());
        idleFrames.keepRound(ring, start.nextSequence(), clock.nanoTime());
    }

    /**
     * Starts a new session of a feed.
     *
     * @param connection that the same thread uses; the caller closes it after this
     * @throws TapewireException where it publishes the feed already, or the ring is too small
     */
    public static TradePublisher open(BusConnection connection, PublisherSettings settings) {
        return new TradePublisher(
                connection, settings, Resumption.ofNothing(new EpochClock().nanoTime()));
    }

    /**
     * Goes on with the session of a publisher that died without ending it, once nobody was heard
     * publishing the feed for a second (or four heartbeat intervals) on each line.
     *
     * <p>Readers may have seen more than the journal has, and drop as doubles what they have. So
     * the caller gives from the next sequence on the very items, instruments included, that were
     * published before, as a tape does. Who cannot say the same again opens a new session, or goes
     * on at a sequence surely beyond all that was published: that leaves a gap, and each reader is
     * told of it.
     *
     * @param connection that the same thread uses; the caller closes it after this
     * @param resumption where to go on; older frames are for the journal to serve
     * @throws TapewireException that names who publishes the feed, in this session or a newer one;
     *     a unicast line that ends at another driver cannot be listened to, and is passed over
     */
    public static TradePublisher resume(
            BusConnection connection, PublisherSettings settings, Resumption resumption) {
        FeedWatch.requireSilence(connection, settings, resumption.session());
        return new TradePublisher(connection, settings, resumption);
    }

    /**
     * Defines an instrument, or finds it where it was defined before.
     *
     * @param symbol 1 to 32 bytes of UTF-8
     * @param venue 0 to 16 bytes of UTF-8
     * @return its id, for {@link #publish}
     * @throws TapewireException where a text does not fit, or the session has {@link
     *     Instrument#MAX_COUNT} already
     */
    public int addInstrument(String symbol, String venue) {
        Instrument known = register.find(symbol, venue);
        if (known != null) {
            return known.id();
        }
        if (ended) {
            throw new TapewireException("The session has ended: it takes no further instrument.");
        }
        Instrument instrument = register.add(symbol, venue);
        if (!frame.takesDefinitions()) {
            flush();
        }
        if (frame.add(instrument)) {
            flush();
        }
        return instrument.id();
    }

    /**
     * Publishes a trade. It takes the next sequence whatever the result: what is refused live is a
     * gap to its readers, never a renumbering.
     *
     * @param timeNs exchange time, ns since the epoch
     * @param instrumentId of {@link #addInstrument}
     * @param price mantissa in units of 1e-9
     * @param quantity mantissa in units of 1e-8
     * @param side the aggressor
     * @param tradeId the venue's, or {@link TradeFrameEncoder#NO_TRADE_ID}
     * @return {@link PublishResult#BATCHED}, or what became of the frames that were sent then
     */
    public PublishResult publish(
            long timeNs, int instrumentId, long price, long quantity, Side side, long tradeId) {
        return publish(timeNs, instrumentId, price, quantity, side, tradeId, 0);
    }

    /**
     * The same with conditions.
     *
     * @param conditions bits as the feed defines them, 0 to 65535
     * @return {@link PublishResult#CLOSED}, and no sequence taken, once the session has ended
     */
    public PublishResult publish(
            long timeNs,
            int instrumentId,
            long price,
            long quantity,
            Side side,
            long tradeId,
            int conditions) {
        if (ended) {
            return PublishResult.CLOSED;
        }
        assert instrumentId >= 0 && instrumentId < register.count() : "no such instrument";
        if (!frame.takesTrades()) {
            flush();
        }
        boolean full = frame.add(timeNs, instrumentId, price, quantity, side, tradeId, conditions);
        boolean isDue = full && frame.sealFull(clock.nanoTime());
        return isDue ? sender.send(frame, settings.maxWaitNs()) : PublishResult.BATCHED;
    }

    /** Sends the frames that are full, and the open one; SENT also where there is none. */
    public PublishResult flush() {
        if (closed || frame.isEmpty()) {
            return PublishResult.SENT;
        }
        frame.seal(clock.nanoTime());
        return sender.send(frame, settings.maxWaitNs());
    }

    /**
     * One turn: flushes, keeps the heartbeat, and runs the media driver where the layout is inline.
     *
     * @return above 0 where there was something to do
     */
    public int doWork() {
        if (closed) {
            return 0;
        }
        int work = frame.isEmpty() ? 0 : 1;
        flush();
        work += turn.doWork() + sender.doWork();
        frame.keep();
        long nowNs = connection.nowNs();
        counters.update(nowNs);
        return work + pulse.doWork(nowNs, nextSequence());
    }

    /**
     * All definitions of the session, and its latest frames, sent live or refused, once their turn
     * is done; for any thread. Once the publisher is closed nothing is there.
     */
    public FramesBySequence frames() {
        return ring;
    }

    /**
     * Says from now on, in the feed itself and four times a second, where {@link #frames} are
     * served.
     *
     * @param address of whoever serves them; null says nothing; cheap where it is the same
     */
    public void announce(RecoveryAddress address) {
        pulse.announce(address);
    }

    /** Waits so long for somebody to listen, doing its turns, and answers whether anybody does. */
    public boolean awaitSubscriber(long longestNs) {
        return sender.awaitSubscriber(longestNs, this::doWork);
    }

    /**
     * Has no call wait for readers any more, nor go on waiting: what they have no room for is
     * refused. For another thread that wants this publisher to come to its end; any thread.
     */
    public void stopWaiting() {
        sender.stopWaiting();
    }

    /**
     * Ends the session: flushes, and tells readers that nothing follows; each further {@link
     * #doWork} tells it again now and then, and goes on saying where frames can be asked for.
     *
     * @param complete whether the source was published to its end
     * @return what became of the last frame; waits a second for it at least, even where the
     *     settings say never to wait, and at most where it stopped early
     */
    public PublishResult end(boolean complete) {
        lastWaitNs = complete ? Math.max(settings.maxWaitNs(), MIN_END_WAIT_NS) : MIN_END_WAIT_NS;
        flush();
        frame.keep();
        ended = true;
        int lengthBytes = pulse.end(complete, nextSequence());
        ring.keepSessionEnd(idleFrames.buffer(), 0, lengthBytes);
        return sender.sendLast(idleFrames.buffer(), 0, lengthBytes, lastWaitNs);
    }

    LineSenders lines() {
        return sender;
    }

    void keep() {
        frame.keep();
    }

    /** Whether somebody listens. */
    public boolean isConnected() {
        return sender.isConnected();
    }

    /** The session's name: ns since the epoch. */
    public long session() {
        return sealer.session();
    }

    /** Of the next frame's first item. */
    public long nextSequence() {
        return frame.nextSequence();
    }

    /** Frames by what became of them: {@link PublishResult#SENT} where the driver took them. */
    public long frames(PublishResult result) {
        return sender.frames(result);
    }

    /** Bytes of the frames sent. */
    public long bytesSent() {
        return sender.bytesSent();
    }

    /** Times that a frame waited for readers. */
    public long waits() {
        return sender.waits();
    }

    /**
     * Ends the session as stopped early unless {@link #end} was called, lets the media driver send
     * what it has taken, and the ring go. Idempotent; leaves the connection open.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (!ended && connection.isAlive()) {
            end(false);
        }
        ended = true;
        closed = true;
        if (connection.isAlive()) {
            sender.drain(lastWaitNs);
        }
        counters.close();
        sender.close();
        ring.close();
    }
}
