package io.tapewire.latency;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Layout;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** What the long runs share: {@code -Dsoak.seed=N} runs that seed alone. */
final class Soak {
    /** Longest wait for anything: it measures nothing. */
    static final long DEADLINE_S = 300;

    private Soak() {}

    /** Seeds 1 to so many, or the one asked for. */
    static LongStream seeds(int count) {
        Long asked = Long.getLong("soak.seed");
        return asked != null ? LongStream.of(asked) : LongStream.rangeClosed(1, count);
    }

    /** A driver on a thread of its own. */
    static BusConnection bus() {
        return BusConnection.embedded(
                DriverSettings.builder().layout(Layout.SHARED).build(), System.err::println);
    }

    /** Collects what is not in use, buffers outside the heap included, which takes a moment. */
    static void collect() {
        for (int i = 0; i < 10; i++) {
            System.gc();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** Bytes outside the heap, in buffers that are in use or not yet collected. */
    static long directBytes() {
        long bytes = 0;
        for (var pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
            bytes += pool.getName().equals("direct") ? pool.getMemoryUsed() : 0;
        }
        return bytes;
    }

    /** Bytes of the heap that are in use or not yet collected. */
    static long heapBytes() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    static void say(String what, Object... values) {
        System.err.printf("soak: " + what + "%n", values);
    }
}
