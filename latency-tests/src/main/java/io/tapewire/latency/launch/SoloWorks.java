package io.tapewire.latency.launch;

import io.tapewire.latency.floor.LocalWork;
import io.tapewire.latency.local.LocalWorks;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.TapewireException;

/** The works of one process, by name. */
final class SoloWorks {
    private SoloWorks() {}

    static void run(String subject, String work, Parameters parameters, TrialOutput out) {
        LocalWork local = LocalWorks.find(subject, work);
        if (local == null) {
            throw new TapewireException("There is no work '%s' for '%s'.".formatted(work, subject));
        }
        local.run(parameters, out);
    }
}
