package io.tapewire.latency.local;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;

/** The bus within one thread: shared memory, and the driver run by whoever uses it. */
final class LocalBus {
    static final BusAddress ADDRESS = new BusAddress("aeron:ipc", BusAddress.DEFAULT_STREAM_ID);

    private static final int SMALL_TERM_BYTES = 512 << 10;

    private LocalBus() {}

    static BusConnection open(int mtu) {
        return BusConnection.embedded(settings(mtu).build(), notice -> {});
    }

    /** With a log that the nearer caches hold. */
    static BusConnection openSmall(int mtu) {
        return BusConnection.embedded(
                settings(mtu).termLengthBytes(SMALL_TERM_BYTES).build(), notice -> {});
    }

    private static DriverSettings.Builder settings(int mtu) {
        return DriverSettings.builder().layout(Layout.INLINE).idle(Idle.SPIN).mtuLengthBytes(mtu);
    }
}
