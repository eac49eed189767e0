package io.tapewire.latency.compare;

import static io.tapewire.latency.compare.Comparison.alone;
import static io.tapewire.latency.compare.Comparison.ratio;
import static io.tapewire.latency.compare.Comparison.within;
import static io.tapewire.latency.compare.Goal.atLeast;
import static io.tapewire.latency.compare.Goal.atMost;
import static io.tapewire.latency.compare.Goal.noneButLess;
import static io.tapewire.latency.compare.Measure.metric;
import static io.tapewire.latency.compare.Measure.percentile;
import static io.tapewire.latency.compare.Measure.worst;

import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that is compared, and the goals: the one list. */
public final class Comparisons {
    // Odd, so as not to beat against what the machine does at round times.
    private static final String QUIET_RATE = "10007";
    static final String BUSY_RATE = "101009";

    private static final Measure TRADE_RATE = metric(Unit.PER_SECOND, "tradesPerSecond");
    private static final Measure BYTE_RATE = metric(Unit.BYTES_PER_SECOND, "bytesPerSecond");
    private static final Measure NS_EACH = metric(Unit.NS, "nsPerFrame");
    private static final Measure CRC_NS_EACH = metric(Unit.NS, "crcNsPerFrame");
    private static final Measure NS_PER_TRADE = metric(Unit.NS, "nsPerTrade");
    private static final Measure NS_PER_TRADE_OF_ONE = metric(Unit.NS, "nsPerTradeOfOne");

    private final Map<String, String> common;
    private final TrialSpec udpEcho;
    private final TrialSpec ipcEcho;
    private final TrialSpec udpFlood;
    private final TrialSpec journalingFlood;
    private final TrialSpec ipcFlood;
    private final TrialSpec oneWay;
    private final TrialSpec sustained;
    private final TrialSpec append;
    private final TrialSpec read;
    private final TrialSpec codec;
    private final TrialSpec publish;
    private final TrialSpec instruments;
    private final TrialSpec feeds;
    private final TrialSpec footprint;

    /**
     * @param common parameters of every trial: how long, on which CPUs
     * @param sustainedSeconds how long a rate has to be sustained
     */
    public Comparisons(Map<String, String> common, int sustainedSeconds) {
        this.common = common;
        udpEcho = paced("echo", QUIET_RATE).with("batch", 1);
        ipcEcho = udpEcho.with("transport", "ipc");
        udpFlood = flood();
        ipcFlood = udpFlood.with("transport", "ipc");
        // Most of what it journals in a second: the host's pages are not compared.
        journalingFlood = udpFlood.with("journal", "inline").with("usedPagesMib", 448);
        oneWay = paced("one-way", BUSY_RATE).with("journal", "off");
        sustained =
                Terms.sustained(
                        ours("sustained")
                                .with("transport", "udp")
                                .with("journal", "inline")
                                .with("rate", "highest")
                                .with("seconds", sustainedSeconds));
        append = ours("append");
        read = oneThread("read", 0.5, 0.5);
        // Long enough for the quickest rounds to be those of a core that has no neighbour.
        codec = oneThread("codec", 0.5, 2.5);
        publish = oneThread("publish", 0.5, 2.5);
        instruments = oneThread("instruments", 1, 1).with("instruments", 100_000);
        // A thousand feeds take longer to have been seen often enough by the JIT.
        feeds = oneThread("feeds", 2, 1).with("feeds", 1_000);
        footprint = ours("memory");
    }

    private TrialSpec ours(String work) {
        return new TrialSpec("tapewire", work, common);
    }

    private TrialSpec paced(String work, String rate) {
        return Terms.paced(ours(work).with("transport", "udp").with("rate", rate));
    }

    private TrialSpec flood() {
        double seconds = Double.parseDouble(common.getOrDefault("seconds", "2"));
        return ours("flood")
                .with("transport", "udp")
                .with("journal", "off")
                .with("seconds", seconds / 2);
    }

    // Of its rounds hundreds or thousands fit into half a second.
    private TrialSpec oneThread(String work, double warmUpSeconds, double seconds) {
        return ours(work).with("warmupSeconds", warmUpSeconds).with("seconds", seconds);
    }

    /** Those that run once a run, since they only stand beside others; in their order. */
    public Set<TrialSpec> once() {
        return new LinkedHashSet<>(List.of(sustained, footprint));
    }

    /** All, in the order of the report. */
    public List<Comparison> all() {
        List<Comparison> all = new ArrayList<>(latency());
        all.addAll(throughput());
        all.addAll(journal());
        all.addAll(parts());
        all.addAll(frugality());
        return all;
    }

    /** The rows of a baseline, which {@link #all} leaves out. */
    public List<Comparison> with(Baseline baseline) {
        return baseline.rows(udpEcho, udpFlood, TRADE_RATE);
    }

    private List<Comparison> latency() {
        TrialSpec raw = udpEcho.of("aeron");
        TrialSpec batching = udpEcho.with("batch", "natural");
        return List.of(
                ratio(
                        "udp-p50",
                        "UDP round trip p50 / Aeron",
                        udpEcho,
                        raw,
                        percentile(50),
                        atMost(1.05)),
                ratio(
                        "udp-p99",
                        "UDP round trip p99 / Aeron",
                        udpEcho,
                        raw,
                        percentile(99),
                        atMost(1.10)),
                ratio(
                        "udp-socket",
                        "UDP round trip p50 / socket",
                        udpEcho,
                        udpEcho.of("udp"),
                        percentile(50),
                        atMost(1.25)),
                ratio(
                        "ipc-p50",
                        "IPC round trip p50 / Aeron",
                        ipcEcho,
                        ipcEcho.of("aeron"),
                        percentile(50),
                        atMost(1.25)),
                ratio(
                        "batching",
                        "p50 batching / not batching",
                        batching,
                        udpEcho,
                        percentile(50),
                        atMost(1.05)));
    }

    private List<Comparison> throughput() {
        return List.of(
                ratio(
                        "udp-trades",
                        "UDP trades/s / Aeron",
                        udpFlood,
                        udpFlood.of("aeron"),
                        TRADE_RATE,
                        atLeast(2.0)),
                ratio(
                        "udp-bytes",
                        "UDP bytes/s / Aeron, full",
                        udpFlood,
                        udpFlood.of("aeron-buffers"),
                        BYTE_RATE,
                        atLeast(0.92)),
                ratio(
                        "ipc-trades",
                        "IPC trades/s / Aeron",
                        ipcFlood,
                        ipcFlood.of("aeron"),
                        TRADE_RATE,
                        atLeast(4)),
                alone(
                        "sustained",
                        "sustained, UDP, journal on",
                        List.of(sustained),
                        TRADE_RATE,
                        atLeast(1.25e6)));
    }

    private List<Comparison> journal() {
        return List.of(
                ratio(
                        "journal-rate",
                        "trades/s, journal on / off",
                        journalingFlood,
                        udpFlood,
                        TRADE_RATE,
                        atLeast(0.95)),
                ratio(
                        "journal-p99",
                        "p99, journal on / off",
                        oneWay.with("journal", "inline").with("usedPagesMib", 64),
                        oneWay,
                        percentile(99),
                        atMost(1.10)),
                within(
                        "append",
                        "journal bytes/s / Chronicle",
                        append,
                        BYTE_RATE,
                        metric(Unit.BYTES_PER_SECOND, "bareBytesPerSecond"),
                        atLeast(0.97)),
                ratio(
                        "replay",
                        "replay / sustained trades/s",
                        read,
                        sustained,
                        TRADE_RATE,
                        atLeast(8)),
                within(
                        "replay-memory",
                        "replay / memory bytes/s",
                        read,
                        BYTE_RATE,
                        metric(Unit.BYTES_PER_SECOND, "memoryBytesPerSecond"),
                        atLeast(0.25)));
    }

    private List<Comparison> parts() {
        return List.of(
                within(
                        "codec",
                        "codec, a frame / 2 CRC-32C",
                        codec,
                        NS_EACH,
                        CRC_NS_EACH,
                        atMost(3)),
                within(
                        "publish",
                        "publish a frame / 2 CRC-32C",
                        publish,
                        NS_EACH,
                        CRC_NS_EACH,
                        noneButLess()),
                within(
                        "instruments",
                        "trade of 100,000 / 1 instr.",
                        instruments,
                        NS_PER_TRADE,
                        NS_PER_TRADE_OF_ONE,
                        atMost(1.1)),
                within(
                        "feeds",
                        "trade of 1,000 / 1 feeds",
                        feeds,
                        NS_PER_TRADE,
                        NS_PER_TRADE_OF_ONE,
                        atMost(1.3)));
    }

    private List<Comparison> frugality() {
        // In an echo too few trades are measured: what the rig itself allocates would show.
        List<TrialSpec> many = List.of(udpFlood, ipcFlood, journalingFlood, read);
        List<TrialSpec> every = new ArrayList<>(many);
        every.addAll(List.of(udpEcho, ipcEcho));
        return List.of(
                // Less than a byte in a hundred trades is the measuring itself, and, of the replay,
                // that the journal is opened for each pass.
                alone(
                        "allocation",
                        "allocated a trade, worst",
                        many,
                        worst(Unit.BYTES, "allocatedBytesPerTrade"),
                        atMost(0.01)),
                alone(
                        "collections",
                        "garbage collections, worst",
                        every,
                        worst(Unit.COUNT, "collections"),
                        atMost(0)),
                alone(
                        "memory",
                        "memory beyond the buffers",
                        List.of(footprint),
                        metric(Unit.BYTES, "rssBeyondBuffersBytes"),
                        atMost(96e6)));
    }
}
