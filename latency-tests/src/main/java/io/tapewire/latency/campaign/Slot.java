package io.tapewire.latency.campaign;

import io.tapewire.latency.trial.TrialSpec;

/**
 * A trial's place in the order of a run.
 *
 * @param pair round in which it runs, from 0
 * @param spec what runs
 */
public record Slot(int pair, TrialSpec spec) {}
