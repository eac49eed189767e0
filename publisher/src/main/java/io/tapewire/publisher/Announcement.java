package io.tapewire.publisher;

import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.recovery.RecoveryEncoder;
import io.tapewire.schemas.sbe.SourceKind;
import java.util.concurrent.TimeUnit;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Says four times a second where the frames of the ring can be asked for; allocates when made. */
final class Announcement {
    private static final long INTERVAL_NS = TimeUnit.MILLISECONDS.toNanos(250);

    private final FrameSealer sealer;
    private final UnsafeBuffer frame;
    private long nextNs;

    Announcement(FrameSealer sealer, RecoveryAddress address, long nowNs) {
        UnsafeBuffer buffer =
                new UnsafeBuffer(BufferUtil.allocateDirectAligned(RecoveryEncoder.MAX_LENGTH, 64));
        int lengthBytes =
                new RecoveryEncoder().source(sealer, buffer, address, SourceKind.RING, 1, 0);
        this.sealer = sealer;
        this.frame = new UnsafeBuffer(buffer, 0, lengthBytes);
        this.nextNs = nowNs;
    }

    /** Whether it is time to say it. */
    boolean isDue(long nowNs) {
        return nowNs - nextNs >= 0;
    }

    /** It was said; the next time is a quarter of a second later. */
    void said(long nowNs) {
        nextNs = nowNs + INTERVAL_NS;
    }

    /** Makes the frame in the buffer and answers its length. */
    int seal(long nextSequence, long sealTimeNs) {
        return sealer.sealUnnumbered(frame, frame.capacity(), nextSequence, sealTimeNs);
    }

    DirectBuffer buffer() {
        return frame;
    }
}
