package io.tapewire.run;

import io.tapewire.publisher.FrameRepublisher;
import io.tapewire.publisher.SourceAnnouncer;
import io.tapewire.schemas.ControlFrameEncoder;
import io.tapewire.schemas.EpochClock;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.FrameSealer;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whole sessions of a journal back on the bus, with what a live publisher says beside its items:
 * heartbeats, and the session's end again and again, so that what a reader lost last is found too.
 * The next session begins once nobody asks for frames of the one before.
 */
final class ReplayedFrames implements FrameHandler {
    private static final int MAX_FRAME_LENGTH = 64 << 10;
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final FrameDecoder frame = new FrameDecoder();
    private final UnsafeBuffer last =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(MAX_FRAME_LENGTH, 64));
    private final EpochClock clock = new EpochClock();
    private final FrameRepublisher bus;
    private final SourceAnnouncer announcer;
    private final Serving serving;
    private ControlFrameEncoder control;
    private Linger settling;
    private long session;
    private long nextSequence;
    private boolean ended;
    private int endLength;
    private long spokenNs = System.nanoTime();

    ReplayedFrames(FrameRepublisher bus, SourceAnnouncer announcer, Serving serving) {
        this.bus = bus;
        this.announcer = announcer;
        this.serving = serving;
    }

    @Override
    public boolean onFrame(DirectBuffer buffer, int offset, int lengthBytes, long fromSequence) {
        frame.wrapChecked(buffer, offset, lengthBytes);
        if (frame.session() != session) {
            if (session != 0 && !isSettled()) {
                return false;
            }
            begin();
        }
        if (!bus.onFrame(buffer, offset, lengthBytes, fromSequence)) {
            return false;
        }
        spokenNs = System.nanoTime();
        nextSequence = Math.max(nextSequence, frame.nextSequence());
        ended = frame.templateId() == FrameDecoder.SESSION_END;
        if (ended) {
            last.putBytes(0, buffer, offset, lengthBytes);
            endLength = lengthBytes;
        }
        return true;
    }

    private boolean isSettled() {
        if (settling == null) {
            settling = new Linger(serving);
        }
        return settling.isOver();
    }

    private void begin() {
        session = frame.session();
        nextSequence = frame.sequence();
        ended = false;
        settling = null;
        control = new ControlFrameEncoder(new FrameSealer(frame.feedId(), session));
        announcer.add(frame.feedId(), session);
    }

    /** Says in the feed where frames can be asked for, and what a silent publisher says. */
    int doWork() {
        int work = bus.doWork() + announcer.doWork(serving.address());
        long nowNs = System.nanoTime();
        if (session == 0 || nowNs - spokenNs < INTERVAL_NS) {
            return work;
        }
        spokenNs = nowNs;
        int lengthBytes =
                ended
                        ? endLength
                        : control.heartbeat(last, 0, nextSequence, INTERVAL_NS, clock.nanoTime());
        bus.sendIfRoom(last, 0, lengthBytes);
        return work + 1;
    }
}
