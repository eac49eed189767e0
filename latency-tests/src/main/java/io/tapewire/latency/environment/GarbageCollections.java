package io.tapewire.latency.environment;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What this process's garbage collectors have done since it started. For any thread. */
public final class GarbageCollections {
    private static final List<GarbageCollectorMXBean> COLLECTORS =
            ManagementFactory.getGarbageCollectorMXBeans();

    private GarbageCollections() {}

    /** How often they collected. */
    public static long count() {
        return COLLECTORS.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    /** How long that took, in ms. */
    public static long totalMs() {
        return COLLECTORS.stream().mapToLong(GarbageCollectorMXBean::getCollectionTime).sum();
    }
}
