package io.tapewire.subscriber;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.tapewire.subscriber.faults.FaultInjector;
import io.tapewire.subscriber.faults.Faults;
import org.agrona.DirectBuffer;

/** Faults between what Aeron delivers and the check of it. */
final class FaultStage implements ControlledFragmentHandler {
    private final FrameReceiver receiver;
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
        if (header.flags() != FrameDescriptor.UNFRAGMENTED) {
            return receiver.onFragment(buffer, offset, length, header);
        }
        return injector.onRaw(buffer, offset, length, nowNs) ? Action.CONTINUE : Action.ABORT;
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
