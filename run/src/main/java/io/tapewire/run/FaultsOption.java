package io.tapewire.run;

import io.tapewire.subscriber.faults.FaultInjector;
import io.tapewire.subscriber.faults.FaultKind;
import io.tapewire.subscriber.faults.Faults;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Faults on purpose in what a command receives. */
final class FaultsOption {
    @Option(
            names = "--faults",
            paramLabel = "NAME=VALUE,...",
            description =
                    "For tests, make faults in what is received: loss=0.01 (with burst=3 in a"
                            + " row), duplicate=0.001, reorder=0.05, corrupt=0.001, delay=2ms or"
                            + " 20f (frames), stall=500ms/10s, seed=7.")
    private Faults faults = Faults.NONE;

    /** Says so where there are any. */
    Faults announced(Console console) {
        if (!faults.isNone()) {
            console.notice("faults are injected: " + faults);
        }
        return faults;
    }

    /** Says what was done, where anything was asked for. */
    static void summarize(Console console, FaultInjector injector) {
        if (injector != null) {
            String kinds =
                    Arrays.stream(FaultKind.values())
                            .map(kind -> Text.count(injector.frames(kind)) + " " + kind.text())
                            .collect(Collectors.joining(", "));
            console.line(
                    "injected faults in %s frames: %s; %s still held"
                            .formatted(
                                    Text.count(injector.framesIn()),
                                    kinds,
                                    Text.count(injector.held())));
        }
    }
}
