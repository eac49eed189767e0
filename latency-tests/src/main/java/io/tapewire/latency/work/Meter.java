package io.tapewire.latency.work;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.tapewire.latency.environment.GarbageCollections;
import io.tapewire.latency.trial.TrialOutput;
import java.lang.management.ManagementFactory;
import java.util.Collection;

/**
 * What this process and the thread of its loop take while the measured part runs: CPU, memory,
 * garbage. For the thread of the loop.
 */
final class Meter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Collection<Integer> cpus;
    private long beganNs;
    private long processCpuNs;
    private long threadCpuNs;
    private long allocatedBytes;
    private long collections;
    private long collectionMs;
    private HostStat host;

    /**
     * @param cpus of both ends
     */
    Meter(Collection<Integer> cpus) {
        this.cpus = cpus;
    }

    void begin() {
        host = HostStat.read(cpus);
        collections = GarbageCollections.count();
        collectionMs = GarbageCollections.totalMs();
        processCpuNs = system.getProcessCpuTime();
        threadCpuNs = threads.getCurrentThreadCpuTime();
        beganNs = System.nanoTime();
        allocatedBytes = threads.getCurrentThreadAllocatedBytes();
    }

    void end() {
        allocatedBytes = threads.getCurrentThreadAllocatedBytes() - allocatedBytes;
        threadCpuNs = threads.getCurrentThreadCpuTime() - threadCpuNs;
        beganNs = System.nanoTime() - beganNs;
        processCpuNs = system.getProcessCpuTime() - processCpuNs;
        collections = GarbageCollections.count() - collections;
        collectionMs = GarbageCollections.totalMs() - collectionMs;
        host = HostStat.read(cpus).since(host);
    }

    /**
     * @param role as names of metrics end
     * @param windowNs of the measured part
     */
    void writeTo(TrialOutput out, String role, long trades, long windowNs) {
        double perTrade = 1.0 / Math.max(1, trades);
        double share = (double) threadCpuNs / Math.max(1, beganNs);
        out.metric("nsPerTrade." + role, share * windowNs * perTrade);
        out.metric("cpuSeconds." + role, processCpuNs / 1e9);
        out.metric("allocatedBytesPerTrade." + role, allocatedBytes * perTrade);
        out.metric("collections." + role, collections);
        out.metric("collectionMs." + role, collectionMs);
        out.metric("rssBytes." + role, HostStat.rssBytes());
    }

    /** The share of these CPUs' time that another guest took, in percent. */
    double stealPercent() {
        return host.stealPercent();
    }

    /** Datagrams that this host sent, of those sent together one. */
    long datagrams() {
        return host.datagrams();
    }
}
