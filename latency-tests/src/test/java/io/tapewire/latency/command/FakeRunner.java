package io.tapewire.latency.command;

import io.tapewire.latency.stats.Histograms;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialRunner;
import io.tapewire.latency.trial.TrialSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;

/**
 * Trials that nobody ran: what each subject does is known, and every trial differs from it by some
 * noise.
 */
final class FakeRunner implements TrialRunner {
    private static final double NOISE = 0.015;
    private static final int SAMPLES = 12_000;

    private final Random random;
    private final double slowdown;
    final List<TrialSpec> ran = new ArrayList<>();

    /**
     * @param slowdown factor by which Tapewire is slower than it is; 1 for not at all
     */
    FakeRunner(long seed, double slowdown) {
        random = new Random(seed);
        this.slowdown = slowdown;
    }

    @Override
    public Trial run(TrialSpec spec) {
        ran.add(spec);
        Map<String, Double> metrics = new HashMap<>();
        Map<String, String> histograms = new HashMap<>();
        List<Trial.Interval> intervals = new ArrayList<>();
        boolean ours = spec.subject().equals("tapewire");
        double slow = (ours ? slowdown : 1) * Math.exp(NOISE * random.nextGaussian());
        boolean ipc = "ipc".equals(spec.parameters().get("transport"));
        switch (spec.work()) {
            case "echo", "one-way" -> {
                double p50 = (ipc ? 300 : 7_000) * (ours && !ipc ? 1.02 : ours ? 1.15 : 1) * slow;
                histograms.put("latency", Histograms.encode(latency(p50)));
                rates(metrics, number(spec, "rate"));
                intervals(intervals, number(spec, "rate"), p50);
            }
            case "flood" -> {
                double rate =
                        (ipc ? 17e6 : 2.9e6)
                                * (ours ? ipc ? 4.4 : 2.6 : 1)
                                * ("inline".equals(spec.parameters().get("journal")) ? 0.97 : 1)
                                / slow;
                rates(metrics, rate);
                intervals(intervals, rate, 0);
            }
            case "sustained" -> {
                double rate = number(spec, "rate");
                rates(metrics, rate);
                if (rate > (ipc ? 65e6 : 6.5e6)) {
                    String sentence = "Refused 1,204 of %,.0f trades.".formatted(rate);
                    return new Trial(spec, sentence, metrics, histograms, intervals);
                }
            }
            default -> parts(spec, metrics, slow);
        }
        hops(spec, histograms);
        return new Trial(spec, "", metrics, histograms, intervals);
    }

    private void parts(TrialSpec spec, Map<String, Double> metrics, double slow) {
        double clock = 1 + 0.04 * random.nextDouble();
        metrics.put("nsPerFrame", 260 * slow * clock);
        metrics.put("crcNsPerFrame", 104 * clock);
        metrics.put("nsPerTrade", 24 * slow);
        metrics.put("nsPerTradeOfOne", 24 * slow * Math.exp(NOISE * random.nextGaussian()));
        metrics.put("bytesPerSecond", 2.9e9 / slow);
        metrics.put("bareBytesPerSecond", 2.9e9);
        metrics.put("memoryBytesPerSecond", 9.8e9);
        metrics.put("rssBeyondBuffersBytes", 71e6);
        if (spec.subject().equals("floor")) {
            metrics.put("bytesPerSecond", 9.8e9 / slow);
        }
        if (spec.work().equals("read")) {
            rates(metrics, 61e6 / slow);
        }
    }

    private static void rates(Map<String, Double> metrics, double rate) {
        metrics.put("tradesPerSecond", rate);
        metrics.put("bytesPerSecond", rate * 40);
        metrics.put("datagramsPerSecond", rate / 33);
        for (String role : List.of(".origin", ".far")) {
            metrics.put("nsPerTrade" + role, 1e9 / rate);
            metrics.put("cpuSeconds" + role, 60.0);
            metrics.put("rssBytes" + role, 88e6);
            metrics.put("allocatedBytesPerTrade" + role, 0.0);
        }
        metrics.put("collections", 0.0);
    }

    private void hops(TrialSpec spec, Map<String, String> histograms) {
        if ("on".equals(spec.parameters().get("hops"))) {
            histograms.put("hop.1 scheduled-sealed", Histograms.encode(latency(400)));
            histograms.put("hop.2 sealed-offered", Histograms.encode(latency(150)));
            histograms.put("hop.3 offered-received", Histograms.encode(latency(3_100)));
            histograms.put("hop.4 received-delivered", Histograms.encode(latency(210)));
        }
    }

    private Histogram latency(double p50) {
        Histogram histogram = new Histogram(3);
        histogram.setAutoResize(true);
        for (int i = 0; i < SAMPLES; i++) {
            double body = p50 * (0.85 + 0.15 * Math.exp(0.6 * random.nextGaussian()));
            double stall = random.nextInt(200) == 0 ? 25_000 * random.nextDouble() : 0;
            double pause = random.nextInt(10_000) == 0 ? 900_000 * random.nextDouble() : 0;
            histogram.recordValue((long) (body + stall + pause));
        }
        return histogram;
    }

    private void intervals(List<Trial.Interval> intervals, double rate, double p50) {
        for (int i = 0; i < 20; i++) {
            double noisy = 1 + 0.05 * random.nextGaussian();
            long p99 = (long) (3 * p50 * noisy);
            intervals.add(
                    new Trial.Interval(
                            i * 0.1, 0.1, (long) (rate / 10 * noisy), (long) p50, p99, 9 * p99));
        }
    }

    private static double number(TrialSpec spec, String parameter) {
        return Double.parseDouble(spec.parameters().getOrDefault(parameter, "0"));
    }
}
