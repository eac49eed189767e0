package io.tapewire.latency.local;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;

/** The bus within one thread: shared memory, and the driver run by whoever uses it. */
final class LocalBus {
    static final BusAddress ADDRESS = new BusAddress("aeron:ipc", BusAddress.DEFAULT_STREAM_ID);

    private LocalBus() {}

    static BusConnection open(int mtu) {
        DriverSettings settings =
                DriverSettings.builder()
                        .layout(Layout.INLINE)
                        .idle(Idle.SPIN)
                        .mtuLengthBytes(mtu)
                        .build();
        return BusConnection.embedded(settings, notice -> {});
    }
}
