package io.tapewire.driver.recovery;

import io.aeron.Image;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusCounter;
import io.tapewire.driver.BusCounters;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.schemas.recovery.RecoveryAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.collections.LongHashSet;

/**
 * Answers those who ask for frames, each on a stream of its own, within fixed limits: whatever is
 * asked and however mad, its memory and its work a turn are bounded.
 *
 * <p>For one thread, which calls {@link #doWork} in every turn of its loop; never blocks. Serving
 * allocates nothing once the clients are known.
 */
public final class RecoveryServer implements AutoCloseable {
    private final BusConnection connection;
    private final RecoveryLimits limits;
    private final FramesBySequence frames;
    private final RecoveryStreams streams;
    private final ReplyBuffer reply;
    private final RequestDecoder decoder = new RequestDecoder();
    private final RecoveryCounters counters = new RecoveryCounters();
    private final List<AskingClient> clients = new ArrayList<>();
    private final List<AskingClient> leaving = new ArrayList<>();
    private final LongHashSet known = new LongHashSet();
    private final BusCounters shown;
    private final Consumer<Image> admit = this::admit;
    private final FragmentHandler onRequest = this::onRequest;
    private final ByteBudget budget;
    private AskingClient asking;
    private int turn;
    private boolean othersWait;

    private RecoveryServer(
            BusConnection connection,
            RecoveryEndpoint endpoint,
            RecoveryLimits limits,
            FramesBySequence frames) {
        this.connection = connection;
        this.limits = limits;
        this.frames = frames;
        this.reply = new ReplyBuffer(frames);
        this.budget = new ByteBudget(limits.bytesPerSecond(), System.nanoTime());
        this.streams = RecoveryStreams.open(connection.aeron(), endpoint);
        String where = "at=" + streams.address().requestChannel();
        this.shown =
                BusCounters.open(connection)
                        .add(BusCounter.REQUESTS, where, this::requests)
                        .add(BusCounter.FRAMES_SERVED, where, this::framesSent)
                        .add(BusCounter.REQUESTS_REFUSED, where, this::busy)
                        .add(BusCounter.REQUESTS_MALFORMED, where, this::malformed)
                        .add(BusCounter.CLIENTS_LET_GO, where, this::letGo);
    }

    /** Serves those on this host, at free ports, within the given limits. */
    public static RecoveryServer open(
            BusConnection connection, RecoveryLimits limits, FramesBySequence frames) {
        return open(connection, RecoveryEndpoint.LOCAL, limits, frames);
    }

    /**
     * @param connection that the same thread uses; the caller closes it after this
     * @param endpoint where it is asked and where it answers from
     * @param frames that are served; closed after this
     * @throws io.tapewire.schemas.TapewireException where it cannot be reached there
     */
    public static RecoveryServer open(
            BusConnection connection,
            RecoveryEndpoint endpoint,
            RecoveryLimits limits,
            FramesBySequence frames) {
        return new RecoveryServer(connection, endpoint, limits, frames);
    }

    /** Where it is asked, to be announced. */
    public RecoveryAddress address() {
        return streams.address();
    }

    /**
     * One turn: admits clients, takes requests, sends some frames, and runs the media driver where
     * the layout is inline.
     *
     * @return above 0 where there was something to do
     */
    public int doWork() {
        int work = connection.doWork();
        if (!connection.isAlive()) {
            return work;
        }
        long nowNs = System.nanoTime();
        othersWait = false;
        streams.requests().forEachImage(admit);
        if (othersWait) {
            letGoOfTheMostIdle(nowNs);
        }
        forgetThoseGone();
        for (int i = clients.size() - 1; i >= 0; i--) {
            asking = clients.get(i);
            if (asking.isGone()) {
                drop(i);
            } else {
                asking.connect();
                work += asking.poll(onRequest);
            }
        }
        shown.update(nowNs);
        return work + serve(nowNs);
    }

    private void letGoOfTheMostIdle(long nowNs) {
        int idle = 0;
        for (int i = 1; i < clients.size(); i++) {
            if (clients.get(i).activeNs() - clients.get(idle).activeNs() < 0) {
                idle = i;
            }
        }
        if (nowNs - clients.get(idle).activeNs() >= limits.idleNs()) {
            clients.get(idle).letGo();
            leaving.add(clients.remove(idle));
            counters.letGo++;
        }
    }

    // Until its image is gone it is known, so that it is not admitted again at once.
    private void forgetThoseGone() {
        for (int i = leaving.size() - 1; i >= 0; i--) {
            if (leaving.get(i).isGone()) {
                known.remove(leaving.remove(i).id());
            }
        }
    }

    private void admit(Image image) {
        if (known.contains(image.correlationId())) {
            return;
        }
        othersWait = clients.size() == limits.clients();
        if (!othersWait && known.add(image.correlationId())) {
            clients.add(
                    new AskingClient(
                            connection.aeron(),
                            image,
                            streams.respondTo(image),
                            limits.requestsPerClient(),
                            frames,
                            reply,
                            counters));
        }
    }

    private void drop(int index) {
        known.remove(asking.id());
        asking.close();
        clients.remove(index);
    }

    private void onRequest(DirectBuffer buffer, int offset, int length, Header header) {
        boolean whole = header.flags() == FrameDescriptor.UNFRAGMENTED;
        Request request = decoder.decode(buffer, offset, length, whole);
        if (request != null) {
            asking.ask(request, limits.itemsPerRequest());
        }
    }

    // A message for each in turn, so that one who asks for much delays the others by one message.
    private int serve(long nowNs) {
        budget.refill(nowNs);
        int messages = 0;
        int idle = 0;
        while (messages < limits.framesPerTurn() && idle < clients.size() && budget.isLeft()) {
            turn = turn + 1 < clients.size() ? turn + 1 : 0;
            int cost = clients.get(turn).serve();
            if (cost == 0) {
                idle++;
            } else {
                clients.get(turn).isActive(nowNs);
                idle = 0;
                messages++;
                budget.take(cost);
            }
        }
        return messages;
    }

    /** Clients that are served now. */
    public int clients() {
        return clients.size();
    }

    /** Requests that were understood. */
    public long requests() {
        return counters.requests;
    }

    /** Frames sent, without the ends of answers. */
    public long framesSent() {
        return counters.framesSent;
    }

    /** Bytes of all messages sent. */
    public long bytesSent() {
        return counters.bytesSent;
    }

    /** Requests refused because too much was asked. */
    public long busy() {
        return counters.busy;
    }

    /** Answers that missed frames let go before. */
    public long gone() {
        return counters.gone;
    }

    /** Answers about feeds and sessions that are not here. */
    public long unknown() {
        return counters.unknown;
    }

    /** Idle clients that made room for others. */
    public long letGo() {
        return counters.letGo;
    }

    /** Messages that are no request, whatever the reason. */
    public long malformed() {
        return decoder.malformed();
    }

    /** Messages that are no frame, by name. */
    public long rejected(FrameStatus status) {
        return decoder.rejected(status);
    }

    /** Answers nobody any more. Idempotent; leaves the connection open. */
    @Override
    public void close() {
        clients.forEach(AskingClient::close);
        clients.clear();
        shown.close();
        streams.close();
    }
}
