package io.tapewire.latency.local;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import org.agrona.BitUtil;

/** The bus within one thread: shared memory, and the driver run by whoever uses it. */
final class LocalBus {
    static final BusAddress ADDRESS = new BusAddress("aeron:ipc", BusAddress.DEFAULT_STREAM_ID);

    // The longest message is an eighth of a term.
    private static final int LEAST_MTUS_A_TERM = 8;
    private static final int SMALL_TERM_BYTES = 256 << 10;

    private LocalBus() {}

    static BusConnection open(int mtu) {
        return BusConnection.embedded(settings(mtu).build(), notice -> {});
    }

    /** With a log that the nearer caches hold. */
    static BusConnection openSmall(int mtu) {
        int leastBytes = LEAST_MTUS_A_TERM * BitUtil.findNextPositivePowerOfTwo(mtu);
        int termBytes = Math.max(SMALL_TERM_BYTES, leastBytes);
        return BusConnection.embedded(
                settings(mtu).termLengthBytes(termBytes).build(), notice -> {});
    }

    private static DriverSettings.Builder settings(int mtu) {
        return DriverSettings.builder().layout(Layout.INLINE).idle(Idle.SPIN).mtuLengthBytes(mtu);
    }
}
