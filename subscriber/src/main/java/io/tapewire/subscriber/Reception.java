package io.tapewire.subscriber;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusSubscription;
import io.tapewire.subscriber.SubscriberSettings.Order;
import io.tapewire.subscriber.faults.FaultInjector;

/** What arrives at one address: polled, made faulty where that was asked for, and checked. */
final class Reception {
    private static final int FRAMES_A_TURN = 64;

    private final BusSubscription subscription;
    private final FrameReceiver receiver;
    private final FaultStage faultStage;
    private final LaggardWatch laggard;
    private final ControlledFragmentHandler delivery;

    Reception(
            BusConnection connection,
            BusAddress address,
            int line,
            SubscriberSettings settings,
            FrameReceiver receiver) {
        this.receiver = receiver;
        this.faultStage =
                settings.faults().isNone()
                        ? null
                        : new FaultStage(settings.faults().ofLine(line), receiver);
        ControlledFragmentHandler checked = faultStage == null ? receiver : faultStage;
        this.laggard =
                settings.order() == Order.UNTIL_LEFT_BEHIND ? new LaggardWatch(checked) : null;
        this.delivery = laggard == null ? checked : laggard;
        this.subscription = BusSubscription.open(connection, address, settings.tether(), laggard);
    }

    int doWork(long nowNs) {
        receiver.doWork(nowNs);
        int work = faultStage == null ? 0 : faultStage.doWork(nowNs);
        return work + subscription.poll(delivery, FRAMES_A_TURN) + subscription.doWork();
    }

    /** Whether it was left behind, and was to end then. */
    boolean isLeftBehind() {
        return laggard != null && laggard.isLeftBehind();
    }

    boolean isConnected() {
        return subscription.isConnected();
    }

    FrameReceiver receiver() {
        return receiver;
    }

    /** Null where no faults were asked for. */
    FaultInjector faults() {
        return faultStage == null ? null : faultStage.injector();
    }

    void close() {
        subscription.close();
    }
}
