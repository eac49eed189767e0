package io.tapewire.latency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** One of two things that are measured in turns: its runs, and what is to be said of them. */
final class SideBySide {
    private final String name;
    private final List<Run> runs = new ArrayList<>();

    private record Run(
            double rate, double p50Us, double p99Us, double turnP99Us, double refusedFrames) {}

    SideBySide(String name) {
        this.name = name;
    }

    /**
     * @param lateNs how late readers were told
     * @param elapsedNs until they had been told all of it
     */
    void add(SteadyFeed feed, Histogram lateNs, long elapsedNs) {
        runs.add(
                new Run(
                        feed.trades() * 1e9 / elapsedNs,
                        lateNs.getValueAtPercentile(50) / 1e3,
                        lateNs.getValueAtPercentile(99) / 1e3,
                        feed.turnNs().getValueAtPercentile(99) / 1e3,
                        feed.refused()));
    }

    void say() {
        Soak.say(
                "%-24s trades/s %s, late p50 %s us, p99 %s us, publisher's turn p99 %s us,"
                        + " frames refused %s",
                name,
                spread(Run::rate),
                spread(Run::p50Us),
                spread(Run::p99Us),
                spread(Run::turnP99Us),
                spread(Run::refusedFrames));
    }

    private String spread(ToDoubleFunction<Run> of) {
        double[] values = runs.stream().mapToDouble(of).toArray();
        Arrays.sort(values);
        int middle = values.length / 2;
        double median =
                values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
        return "%,.0f (%,.0f to %,.0f)".formatted(median, values[0], values[values.length - 1]);
    }
}
