package io.tapewire.latency.launch;

import io.tapewire.driver.CorePinning;
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
        // As the origin of others, for its figures are divided by theirs.
        boolean pinned =
                CorePinning.pinCurrentThread(parameters.cpus().get(0), System.err::println);
        out.metric("pinned", pinned ? 1 : 0);
        local.run(parameters, out);
    }
}
