package io.tapewire.latency.local;

import io.tapewire.latency.environment.ProcessMemory;
import io.tapewire.latency.floor.FrameShape;
import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.floor.SampleTrades;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.publisher.PublisherSettings;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * The memory of a publisher, a subscriber and a driver in one process, once every buffer of theirs
 * has been filled. {@code rssBeyondBuffersBytes} is without the pages of Aeron's logs that are in
 * memory, and without the publisher's ring and its tables: the heap, the JVM and its code remain.
 */
final class MemoryWork implements LocalWork {
    private static final int INSTRUMENTS = 1_000;
    private static final int ROUND_TRADES = 1_024;
    private static final long TRADES = 4_000_000;

    @Override
    public void run(Parameters parameters, TrialOutput out) {
        long trades = parameters.number("trades", TRADES);
        SampleTrades sample = new SampleTrades(parameters, SampleTrades.FEW, INSTRUMENTS);
        try (WholePath path = new WholePath(sample, new FrameShape(parameters).mtu())) {
            for (long carried = 0; carried < trades; carried += ROUND_TRADES) {
                path.carry(ROUND_TRADES);
            }
            long ringBytes = PublisherSettings.DEFAULT.ringBytes();
            // Its index and its table of sizes.
            ringBytes += ringBytes / 8 + ringBytes / 16;
            ProcessMemory memory = ProcessMemory.now();
            out.metric("rssBytes", memory.residentBytes());
            out.metric("rssSharedBytes", memory.sharedBytes());
            out.metric("directBytes", directBytes());
            out.metric(
                    "rssBeyondBuffersBytes",
                    memory.residentBytes() - memory.sharedBytes() - ringBytes);
            if (!path.isWhole()) {
                out.fail("What arrived is not what was published.");
            }
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}
