package io.tapewire.subscriber;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.tapewire.subscriber.faults.FaultInjector;
import io.tapewire.subscriber.faults.Faults;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Faults between what Aeron delivers and the check of it. */
final class FaultStage implements ControlledFragmentHandler {
    private final FrameReceiver receiver;
    private final UnsafeBuffer copy =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(FrameReceiver.MAX_LENGTH, 64));
    private final FaultInjector injector;
    private long nowNs;

    FaultStage(Faults faults, FrameReceiver receiver) {
        this.receiver = receiver;
        this.injector =
                new FaultInjector(
                        faults,
                        (buffer, offset, length, from) ->
                                receiver.onMessage(buffer, offset, length));
    }

    @Override
    public Action onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        if (header.flags() != FrameDescriptor.UNFRAGMENTED
                || length > Math.min(copy.capacity(), buffer.capacity() - offset)) {
            return receiver.onFragment(buffer, offset, length, header);
        }
        // As the receiver does: whoever is left behind may have the log written over as it reads.
        copy.putBytes(0, buffer, offset, length);
        return injector.onRaw(copy, 0, length, nowNs) ? Action.CONTINUE : Action.ABORT;
    }

    /** What time it is for all that is received until the next turn. */
    int doWork(long turnNs) {
        nowNs = turnNs;
        return injector.doWork(turnNs);
    }

    FaultInjector injector() {
        return injector;
    }
}
