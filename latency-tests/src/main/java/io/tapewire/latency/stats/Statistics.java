package io.tapewire.latency.stats;

import java.util.Arrays;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;

/** Medians, and how far they can be trusted. */
public final class Statistics {
    /** Of an interval: how often it holds the true value, where there are six or more. */
    public static final double LEVEL = 0.95;

    private static final int RESAMPLES = 4_000;
    // Fixed, so that the same trials always give the same report.
    private static final long SEED = 20_131_008;

    private Statistics() {}

    /** The middle value, or the mean of the middle two. NaN where there are none. */
    public static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The middle value, or the mean of the middle two. NaN where there are none. */
    public static double median(Collection<Double> values) {
        return median(array(values));
    }

    /** The median of ratios, and its interval by the bootstrap; of one value, the value alone. */
    public static Spread spread(Collection<Double> ratios) {
        double[] values = array(ratios);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] medians =
                DoubleStream.generate(() -> resampledMedian(values, random))
                        .limit(RESAMPLES)
                        .toArray();
        return spread(median(values), medians);
    }

    /** The ratio of two medians, and its interval by the bootstrap of both. */
    public static Spread quotient(Collection<Double> above, Collection<Double> below) {
        double[] a = array(above);
        double[] b = array(below);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] quotients =
                DoubleStream.generate(() -> resampledMedian(a, random) / resampledMedian(b, random))
                        .limit(RESAMPLES)
                        .toArray();
        return spread(median(a) / median(b), quotients);
    }

    /**
     * What a thing compared with itself shows: the largest change of a median of so many ratios
     * that noise alone makes, with the same certainty as an interval. 0.02 is two percent.
     *
     * @param controls ratios of trials that measured the same; each counts both ways round
     * @param pairs how many ratios a comparison has
     */
    public static double resolution(Collection<Double> controls, int pairs) {
        double[] logs = controls.stream().mapToDouble(Math::log).toArray();
        if (logs.length == 0 || pairs == 0) {
            return 0;
        }
        SplittableRandom random = new SplittableRandom(SEED);
        double[] changes =
                DoubleStream.generate(() -> Math.abs(medianOfNoise(logs, pairs, random)))
                        .limit(RESAMPLES)
                        .sorted()
                        .toArray();
        return Math.exp(quantile(changes, LEVEL)) - 1;
    }

    private static double medianOfNoise(double[] logs, int pairs, SplittableRandom random) {
        double[] drawn = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            double log = logs[random.nextInt(logs.length)];
            drawn[i] = random.nextBoolean() ? log : -log;
        }
        return median(drawn);
    }

    private static double resampledMedian(double[] values, SplittableRandom random) {
        double[] drawn = new double[values.length];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = values[random.nextInt(values.length)];
        }
        return median(drawn);
    }

    private static Spread spread(double median, double[] resampled) {
        Arrays.sort(resampled);
        double tail = (1 - LEVEL) / 2;
        return new Spread(median, quantile(resampled, tail), quantile(resampled, 1 - tail));
    }

    private static double quantile(double[] sorted, double fraction) {
        return sorted[(int) Math.round(fraction * (sorted.length - 1))];
    }

    private static double[] array(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
