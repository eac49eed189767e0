package io.tapewire.latency.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.tapewire.latency.trial.Trial;

/**
 * A trial with its place in the run.
 *
 * @param pair which round it belongs to, from 0: what ran in one round is compared with each other
 * @param trial what came out
 * @param discarded why the rule that was fixed in advance leaves it out; empty where it does not
 */
public record Taken(int pair, Trial trial, String discarded) {
    /** Whether its numbers count. */
    @JsonIgnore
    public boolean isGood() {
        return discarded.isEmpty() && !trial.isFailed();
    }
}
