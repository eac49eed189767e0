package io.tapewire.latency.compare;

import io.tapewire.latency.trial.Trial;
import java.util.Map;

/**
 * How far apart the CPUs of a trial's two ends were: a round trip between them through shared
 * memory, before what was measured and after it. A hypervisor puts virtual CPUs onto one core, onto
 * two that share a cache, or further apart, and moves them as it likes; what two processes do
 * together takes accordingly long.
 *
 * @param beforeNs NaN where it is unknown
 * @param afterNs NaN where it is unknown
 */
public record CpuDistance(double beforeNs, double afterNs) {
    // Where the CPUs stay it varies by less; from one core to two, or on to another cache, by more.
    private static final double MOST_FACTOR = 1.6;

    /** Of a trial; unknown where one process does it alone. */
    public static CpuDistance of(Trial trial) {
        Map<String, Double> metrics = trial.metrics();
        return new CpuDistance(
                metrics.getOrDefault("handOffNs.before", Double.NaN),
                metrics.getOrDefault("handOffNs.after", Double.NaN));
    }

    /** Whether the CPUs came closer or went apart meanwhile. */
    public boolean isMoved() {
        return areUnlike(beforeNs, afterNs);
    }

    /** Whether both trials are comparable: what is unknown is like anything. */
    boolean isLike(CpuDistance other) {
        return !isMoved() && !other.isMoved() && !areUnlike(middleNs(), other.middleNs());
    }

    private double middleNs() {
        return Math.sqrt(beforeNs * afterNs);
    }

    private static boolean areUnlike(double oneNs, double otherNs) {
        return Math.max(oneNs, otherNs) > MOST_FACTOR * Math.min(oneNs, otherNs);
    }
}
