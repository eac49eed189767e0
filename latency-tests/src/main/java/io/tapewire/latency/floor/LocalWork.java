package io.tapewire.latency.floor;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;

/**
 * Work that one process does alone, on the calling thread unless it says otherwise. A fresh process
 * does it once.
 */
@FunctionalInterface
public interface LocalWork {
    /**
     * @param parameters those that are left out have defaults
     * @param out takes what was measured, and why it may not be believed
     */
    void run(Parameters parameters, TrialOutput out);
}
