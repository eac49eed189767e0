package io.tapewire.latency.report;

import io.tapewire.latency.compare.Figure;
import io.tapewire.latency.compare.Unit;
import io.tapewire.latency.stats.Histograms;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Which percentiles are the machine's own: those that a loop that only reads the clock has too. */
final class MachineGaps {
    /** Follows a figure that is no longer than the machine's own gaps. */
    static final String MARK = "~";

    /** What the mark means. */
    static final String LEGEND =
            MARK + " the machine's: a loop that does nothing stands still as long";

    private static final String GAPS = "gap.";

    private final List<Histogram> cpus;

    private MachineGaps(List<Histogram> cpus) {
        this.cpus = cpus;
    }

    /**
     * @param subjects of a run; where the jitter floor is not among them, nothing is marked
     */
    static MachineGaps of(List<Subject> subjects) {
        return new MachineGaps(
                subjects.stream()
                        .filter(subject -> !subject.isFailed())
                        .flatMap(
                                subject ->
                                        subject.histogramNames().stream()
                                                .filter(name -> name.startsWith(GAPS))
                                                .map(subject::histogram))
                        .toList());
    }

    /** The figure of a percentile of a latency, marked where it is the machine's. */
    String figure(Histogram latency, double percentile) {
        double ns = Histograms.percentile(latency, percentile);
        return Figure.of(ns, Unit.NS) + (isOfMachine(percentile, ns) ? MARK : "");
    }

    // Whatever happens at some time meets a gap as often as gaps take of the time, and not of
    // their number.
    private boolean isOfMachine(double percentile, double ns) {
        for (Histogram gaps : cpus) {
            if (Histograms.percentileOfTime(gaps, percentile) >= ns) {
                return true;
            }
        }
        return false;
    }

    boolean isKnown() {
        return !cpus.isEmpty();
    }
}
