package io.tapewire.subscriber;

import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryResult;
import io.tapewire.subscriber.recovery.RecoveryHandler;
import io.tapewire.subscriber.recovery.RepairSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.agrona.collections.IntHashSet;

/** A source that has the items of one session from some sequence on, and answers a turn later. */
final class FakeSource implements RepairSource {
    record Request(long id, int feedId, long session, RecoveryKind kind, long from, int count) {}

    private final Deque<Request> asked = new ArrayDeque<>();
    private final String name;
    private final Random random;
    private final double unanswered;
    private RecoveryHandler handler;
    private final Frames frames;
    private final IntHashSet feeds = new IntHashSet();
    long firstSequence;
    long nextSequence = 1;
    long holeFrom;
    long holeTo;
    boolean ready = true;
    int requests;

    FakeSource(String name, int feedId, long session, long firstSequence, long seed, double loss) {
        this.name = name;
        this.feeds.add(feedId);
        this.firstSequence = firstSequence;
        this.random = new Random(seed);
        this.unanswered = loss;
        FrameHandler answer =
                (buffer, offset, length, from) -> {
                    handler.onFrame(buffer, offset, length);
                    return true;
                };
        this.frames = new Frames(answer, feedId, session);
    }

    static RepairSource none(RecoveryAddress address, String name) {
        throw new AssertionError("nobody was announced");
    }

    /** It has frames of this one only. */
    IntHashSet feeds() {
        return feeds;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public boolean request(
            long requestId,
            int feedId,
            long session,
            RecoveryKind kind,
            long fromSequence,
            int count) {
        requests++;
        if (asked.size() >= 16) {
            return false;
        }
        asked.add(new Request(requestId, feedId, session, kind, fromSequence, count));
        return true;
    }

    @Override
    public int poll(RecoveryHandler recoveryHandler) {
        handler = recoveryHandler;
        int work = 0;
        for (Request request = asked.poll(); request != null; request = asked.poll()) {
            work++;
            if (random.nextDouble() >= unanswered) {
                answer(request);
            }
        }
        return work;
    }

    private void answer(Request request) {
        long end = Math.min(request.from() + request.count(), nextSequence);
        for (long from = Math.max(firstSequence, request.from()); from < end; ) {
            long to = Math.min(end - 1, from + random.nextInt(8));
            boolean inHole = from <= holeTo && to >= holeFrom;
            if (!inHole) {
                frames.trades(from, to);
            }
            from = to + 1;
        }
        boolean gone = request.from() < firstSequence;
        handler.onEnd(
                request.id(),
                gone ? RecoveryResult.GONE : RecoveryResult.SERVED,
                request.feedId(),
                request.session(),
                request.from(),
                firstSequence,
                nextSequence);
    }

    @Override
    public void close() {}
}
