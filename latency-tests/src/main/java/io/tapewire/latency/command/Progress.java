package io.tapewire.latency.command;

import io.tapewire.latency.campaign.Campaign;
import io.tapewire.latency.campaign.Slot;
import io.tapewire.latency.compare.Figure;
import io.tapewire.latency.compare.Taken;
import io.tapewire.latency.compare.Unit;
import io.tapewire.latency.report.Labels;
import io.tapewire.latency.stats.Histograms;
import io.tapewire.latency.trial.Trial;
import io.tapewire.run.Console;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** How far a run is: one line on a terminal, elsewhere a line a trial. */
final class Progress implements Campaign.Listener {
    private final Console console;
    private final List<Slot> slots;
    private final Labels labels;
    private int done;

    Progress(Console console, List<Slot> slots) {
        this.console = console;
        this.slots = slots;
        labels = new Labels(slots.stream().map(Slot::spec).toList());
    }

    @Override
    public void onStart(int before, Slot slot, double secondsLeft) {
        done = before;
        console.progress(
                "%d/%d  %s left  %s"
                        .formatted(
                                before + 1,
                                slots.size(),
                                time(secondsLeft),
                                labels.of(slot.spec())));
    }

    @Override
    public void onLeftOut(int before, Slot slot) {
        done = before;
        if (!console.isTerminal()) {
            line("left out  %s: to end in time".formatted(labels.of(slot.spec())));
        }
    }

    @Override
    public void onTaken(Taken taken) {
        Trial trial = taken.trial();
        String label = labels.of(trial.spec());
        if (!taken.discarded().isEmpty()) {
            line("discarded  %s: %s".formatted(label, taken.discarded()));
        } else if (trial.isFailed()) {
            line("FAIL  %s: %s".formatted(label, trial.failure()));
        } else if (!console.isTerminal()) {
            line(label + "  " + headline(trial));
        }
    }

    private void line(String text) {
        console.line("%d/%d  %s".formatted(done + 1, slots.size(), text).strip());
    }

    private static String headline(Trial trial) {
        String latency = trial.histograms().get("latency");
        if (latency != null) {
            Histogram ns = Histograms.decode(latency);
            return "p50 %s, p99 %s"
                    .formatted(
                            Figure.of(ns.getValueAtPercentile(50), Unit.NS),
                            Figure.of(ns.getValueAtPercentile(99), Unit.NS));
        }
        return Stream.of(
                        said(trial, "tradesPerSecond", Unit.PER_SECOND).replace("/s", " trades/s"),
                        said(trial, "nsPerFrame", Unit.NS) + " a frame",
                        said(trial, "bytesPerSecond", Unit.BYTES_PER_SECOND),
                        said(trial, "rssBeyondBuffersBytes", Unit.BYTES) + " beyond the buffers")
                .filter(text -> !text.startsWith(Figure.UNKNOWN))
                .findFirst()
                .orElse("");
    }

    private static String said(Trial trial, String metric, Unit unit) {
        return Figure.of(trial.metrics().getOrDefault(metric, Double.NaN), unit);
    }

    /** Minutes and seconds. */
    static String time(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60
                ? whole + " s"
                : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
    }
}
