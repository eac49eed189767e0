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

    /**
     * Ends the trial that runs, if any, and has every later one fail at once; on any thread. Does
     * nothing unless a runner says otherwise.
     */
    default void stop() {}
}
