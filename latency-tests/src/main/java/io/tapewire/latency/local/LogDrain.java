package io.tapewire.latency.local;

import io.aeron.Subscription;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.Tether;
import java.util.function.BooleanSupplier;

/** A reader that looks at nothing, so that there is room in the log for what is published next. */
final class LogDrain implements AutoCloseable {
    private final BusConnection bus;
    private final Subscription subscription;

    private LogDrain(BusConnection bus, Subscription subscription) {
        this.bus = bus;
        this.subscription = subscription;
    }

    static LogDrain open(BusConnection bus) {
        return new LogDrain(
                bus,
                bus.aeron()
                        .addSubscription(
                                LocalBus.ADDRESS.subscriptionChannel(Tether.TETHERED),
                                LocalBus.ADDRESS.streamId()));
    }

    void await(BooleanSupplier isConnected) {
        while (!isConnected.getAsBoolean()) {
            bus.doWork();
            Thread.onSpinWait();
        }
    }

    /** Reads all that there is, and has the driver notice and wipe the log. */
    void run() {
        while (subscription.poll((buffer, offset, length, header) -> {}, Integer.MAX_VALUE) > 0) {
            Thread.onSpinWait();
        }
        bus.doWork();
    }

    @Override
    public void close() {
        subscription.close();
    }
}
