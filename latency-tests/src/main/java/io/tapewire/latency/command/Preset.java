package io.tapewire.latency.command;

import io.tapewire.latency.compare.Judge;
import java.util.List;

/** How much is measured where nothing else is said. In lower case, as a user writes them. */
enum Preset {
    /** A minute and a half, and under ten to compare. */
    quick(1, 2, 4, 4, 1, List.of(Transport.udp, Transport.ipc), List.of(101_009L)),
    /** As long as percentiles need, and of what is compared more trials rather than longer. */
    full(
            5,
            10,
            60,
            16,
            3,
            List.of(Transport.values()),
            List.of(10_007L, 101_009L, 501_001L, 1_001_003L));

    /** On what trades travel. */
    enum Transport {
        udp,
        multicast,
        ipc
    }

    /**
     * Measured, of each trial that is compared: short against the times for which a hypervisor
     * leaves CPUs where they are.
     */
    static final int COMPARED_SECONDS = 2;

    private final int warmUpSeconds;
    private final int seconds;
    private final int sustainedSeconds;
    private final int pairs;
    private final int runs;
    private final List<Transport> transports;
    private final List<Long> rates;

    Preset(
            int warmUpSeconds,
            int seconds,
            int sustainedSeconds,
            int pairs,
            int runs,
            List<Transport> transports,
            List<Long> rates) {
        this.warmUpSeconds = warmUpSeconds;
        this.seconds = seconds;
        this.sustainedSeconds = sustainedSeconds;
        this.pairs = pairs;
        this.runs = runs;
        this.transports = transports;
        this.rates = rates;
    }

    /** Of each trial, not measured. */
    int warmUpSeconds() {
        return warmUpSeconds;
    }

    /** Measured, of each trial that stands alone. */
    int seconds() {
        return seconds;
    }

    /** For which a rate has to be sustained. */
    int sustainedSeconds() {
        return sustainedSeconds;
    }

    /** Of a comparison. */
    int pairs() {
        return pairs;
    }

    /** Of a comparison, also where the run is behind: who takes an hour wants all of them. */
    int pairsAtLeast() {
        return this == quick ? Judge.FEWEST_PAIRS : pairs;
    }

    /** Of what is not compared. */
    int runs() {
        return runs;
    }

    List<Transport> transports() {
        return transports;
    }

    /** In trades/s: odd, so as not to beat against what the machine does at round times. */
    List<Long> rates() {
        return rates;
    }
}
