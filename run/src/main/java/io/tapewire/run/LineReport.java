package io.tapewire.run;

import io.tapewire.subscriber.Line;
import java.util.List;

/** Says how the lines of a reader compared. */
final class LineReport {
    private LineReport() {}

    static void write(Console console, List<Line> lines) {
        if (lines.size() < 2) {
            return;
        }
        for (Line line : lines) {
            console.line(
                    "%s: %s frames first, %s later by p50 %s p99 %s, %s items lost%s"
                            .formatted(
                                    line.name(),
                                    Text.count(line.first()),
                                    Text.count(line.late()),
                                    Text.micros(line.behindNs().getValueAtPercentile(50)),
                                    Text.micros(line.behindNs().getValueAtPercentile(99)),
                                    Text.count(line.lost()),
                                    line.deadFeeds() == 0 ? "" : ", dead"));
        }
    }
}
