package io.tapewire.publisher;

import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.recovery.RecoveryAddress;
import org.agrona.concurrent.EpochNanoClock;

/**
 * What a publisher says when it has nothing to say: that it is there and what comes next, what was
 * defined, where frames can be asked for, and that the session has ended. Twice an interval, so
 * that no silence is longer than one.
 */
final class Pulse {
    private final FrameSealer sealer;
    private final LineSenders sender;
    private final IdleFrames frames;
    private final EpochNanoClock clock;
    private final long intervalNs;
    private RecoveryAddress announced;
    private Announcement announcement;
    private long nextNs;
    private long framesBefore;
    private boolean ended;
    private boolean endedComplete;

    Pulse(
            FrameSealer sealer,
            LineSenders sender,
            IdleFrames frames,
            EpochNanoClock clock,
            long intervalNs) {
        this.sealer = sealer;
        this.sender = sender;
        this.frames = frames;
        this.clock = clock;
        this.intervalNs = intervalNs;
        this.nextNs = System.nanoTime() + intervalNs / 2;
    }

    void announce(RecoveryAddress address) {
        if (address != announced) {
            announced = address;
            announcement =
                    address == null ? null : new Announcement(sealer, address, System.nanoTime());
        }
    }

    /**
     * Says from now on that the session has ended.
     *
     * @return length of the frame that says so, in the buffer of the idle frames
     */
    int end(boolean complete, long nextSequence) {
        ended = true;
        endedComplete = complete;
        return frames.sessionEnd(nextSequence - 1, complete, clock.nanoTime());
    }

    int doWork(long nowNs, long nextSequence) {
        // Each turn until there is room: whoever hears of nobody to ask abandons what is missing.
        if (announcement != null && announcement.isDue(nowNs) && sender.isConnected()) {
            int lengthBytes = announcement.seal(nextSequence, clock.nanoTime());
            if (sender.sendIfRoom(announcement.buffer(), 0, lengthBytes)) {
                announcement.said(nowNs);
            }
        }
        if (nowNs - nextNs < 0 || !sender.isConnected()) {
            return 0;
        }
        nextNs = nowNs + intervalNs / 2;
        if (ended) {
            send(frames.sessionEnd(nextSequence - 1, endedComplete, clock.nanoTime()));
        } else {
            sayWhatIsThere(nextSequence);
        }
        return 1;
    }

    private void sayWhatIsThere(long nextSequence) {
        int repeats = frames.repeatsThisTime();
        for (int i = 0; i < repeats; i++) {
            send(frames.repeat(nextSequence, clock.nanoTime()));
        }
        if (sender.frames(PublishResult.SENT) == framesBefore) {
            send(frames.heartbeat(nextSequence, intervalNs, clock.nanoTime()));
        }
        framesBefore = sender.frames(PublishResult.SENT);
    }

    private void send(int lengthBytes) {
        sender.sendIfRoom(frames.buffer(), 0, lengthBytes);
    }
}
