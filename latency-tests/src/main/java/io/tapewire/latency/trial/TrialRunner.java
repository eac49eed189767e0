package io.tapewire.latency.trial;

/** Runs trials, each in fresh processes. */
public interface TrialRunner {
    /**
     * Runs one, to its end; for the thread of the command.
     *
     * @return what came out; a trial that failed is returned, marked, not thrown
     * @throws io.tapewire.schemas.TapewireException where it cannot be run here
     */
    Trial run(TrialSpec spec);
}
