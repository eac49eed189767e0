package io.tapewire.latency.launch;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.TapewireException;

/** The works of one process, by name. */
final class SoloWorks {
    private SoloWorks() {}

    static void run(String subject, String work, Parameters parameters, TrialOutput out) {
        throw new TapewireException("There is no work '%s' for '%s'.".formatted(work, subject));
    }
}
