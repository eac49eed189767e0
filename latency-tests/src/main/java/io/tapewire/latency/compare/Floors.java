package io.tapewire.latency.compare;

import io.tapewire.latency.trial.TrialSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Floors, and hops: what stands beside the comparisons in a report, measured once for it. */
public final class Floors {
    private final Map<String, String> common;

    /**
     * @param common parameters of every trial
     */
    public Floors(Map<String, String> common) {
        this.common = common;
    }

    private TrialSpec spec(String subject, String work) {
        return new TrialSpec(subject, work, common);
    }

    /** What the machine and Chronicle's reading do by themselves, and where a trade's time goes. */
    public List<TrialSpec> all() {
        return List.of(
                jitter(),
                spec("floor", "handoff"),
                quick(spec("floor", "memory")),
                quick(spec("chronicle", "read")),
                hops().with("transport", "udp").with("journal", "inline"),
                hops().with("transport", "ipc"));
    }

    private static TrialSpec quick(TrialSpec spec) {
        return spec.with("warmupSeconds", 0.5).with("seconds", 0.5);
    }

    private TrialSpec hops() {
        TrialSpec oneWay = spec("tapewire", "one-way").with("rate", Comparisons.BUSY_RATE);
        return Terms.paced(oneWay.with("hops", "on"));
    }

    /** How long a loop that does nothing stands still: by it percentiles are marked. */
    public TrialSpec jitter() {
        return spec("floor", "jitter");
    }

    /** Whether percentiles of this trial are. */
    public static boolean marks(TrialSpec spec) {
        return Set.of("echo", "one-way", "sustained").contains(spec.work());
    }
}
