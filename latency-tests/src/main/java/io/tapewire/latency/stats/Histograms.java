package io.tapewire.latency.stats;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Histograms of ns in the form in which trials carry them. */
public final class Histograms {
    private static final int DIGITS = 3;
    private static final int POINTS_PER_DECADE = 20;

    private Histograms() {}

    /** Base64 of HdrHistogram's compressed encoding. */
    public static String encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        byte[] bytes = new byte[length];
        buffer.flip().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The inverse of {@link #encode}. */
    public static Histogram decode(String base64) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)), 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("no histogram: " + e.getMessage(), e);
        }
    }

    /** All of them as one. */
    public static Histogram merged(Collection<String> encoded) {
        Histogram sum = new Histogram(DIGITS);
        sum.setAutoResize(true);
        encoded.forEach(one -> sum.add(decode(one)));
        return sum;
    }

    /**
     * A percentile, or NaN where the histogram has too few values to know it: fewer than ten beyond
     * it.
     */
    public static double percentile(Histogram histogram, double percentile) {
        double beyond = histogram.getTotalCount() * (100 - percentile) / 100;
        return Math.round(beyond) < 10 ? Double.NaN : histogram.getValueAtPercentile(percentile);
    }

    /**
     * How long a time is, of those that follow one another in a histogram, that so much of all time
     * lies in it or in shorter ones; 0 where there are none.
     */
    public static long percentileOfTime(Histogram durations, double percentile) {
        double wholeNs = 0;
        for (HistogramIterationValue value : durations.recordedValues()) {
            wholeNs += (double) value.getValueIteratedTo() * value.getCountAtValueIteratedTo();
        }
        double left = wholeNs * percentile / 100;
        for (HistogramIterationValue value : durations.recordedValues()) {
            left -= (double) value.getValueIteratedTo() * value.getCountAtValueIteratedTo();
            if (left <= 0) {
                return value.getValueIteratedTo();
            }
        }
        return 0;
    }

    /** A point of a percentile curve: one in {@code oneIn} values is above {@code ns}. */
    public record Point(double oneIn, long ns) {}

    /** The percentile curve, as far as it is known and to the maximum. */
    public static List<Point> curve(Histogram histogram) {
        List<Point> points = new ArrayList<>();
        long count = histogram.getTotalCount();
        for (int step = 0; ; step++) {
            double oneIn = Math.pow(10, (double) step / POINTS_PER_DECADE);
            if (oneIn >= count) {
                break;
            }
            points.add(new Point(oneIn, histogram.getValueAtPercentile(100 - 100 / oneIn)));
        }
        if (count > 0) {
            points.add(new Point(count, histogram.getMaxValue()));
        }
        return points;
    }
}
