package io.tapewire.latency.compare;

import static io.tapewire.latency.compare.Comparison.ratio;
import static io.tapewire.latency.compare.Measure.percentile;

import io.tapewire.driver.UsableCpus;
import io.tapewire.latency.trial.TrialSpec;
import java.util.List;
import java.util.Map;

/**
 * What the bus is compared with only where a user asks for it, since its jars are fetched for that.
 * It runs over its own transport, and nobody set a goal. In lower case, as a user writes them.
 */
public enum Baseline {
    /** Has two threads of its own: with fewer CPUs than four the two that otherwise spin nap. */
    jeromq("JeroMQ TCP", "1009", Map.of("transport", "tcp", "idle", idleOfFour())),
    netty("Netty UDP", "10007", Map.of("transport", "udp"));

    private final String text;
    private final String echoRate;
    private final Map<String, String> parameters;

    /**
     * @param text in at most 10 characters
     * @param echoRate trades/s that are no burden to it: odd, like all rates
     * @param parameters of its trials, where they differ from those of the bus
     */
    Baseline(String text, String echoRate, Map<String, String> parameters) {
        this.text = text;
        this.echoRate = echoRate;
        this.parameters = parameters;
    }

    /**
     * Its rows.
     *
     * @param echo of the bus
     * @param flood of the bus
     * @param tradeRate what is taken of a flood
     */
    List<Comparison> rows(TrialSpec echo, TrialSpec flood, Measure tradeRate) {
        TrialSpec quiet = echo.with("rate", echoRate);
        return List.of(
                ratio(
                        name() + "-p50",
                        "round trip p50 / " + text,
                        quiet,
                        theirs(quiet),
                        percentile(50),
                        Goal.noneButLess()),
                ratio(
                        name() + "-trades",
                        "trades/s / " + text,
                        flood,
                        theirs(flood),
                        tradeRate,
                        Goal.noneButMore()));
    }

    private static String idleOfFour() {
        return UsableCpus.ofThisProcess().count() < 4 ? "nap" : "spin";
    }

    private TrialSpec theirs(TrialSpec ours) {
        TrialSpec theirs = ours.of(name());
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            theirs = theirs.with(parameter.getKey(), parameter.getValue());
        }
        return theirs;
    }
}
