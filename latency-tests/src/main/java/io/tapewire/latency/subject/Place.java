package io.tapewire.latency.subject;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Role;

/**
 * Where a subject is opened.
 *
 * @param parameters of the trial; {@code dir} is the trial's own directory, {@code port.there} and
 *     {@code port.back} its ports
 * @param role of this process
 * @param trades that travel
 */
public record Place(Parameters parameters, Role role, TradeTable trades) {
    /** To which this end's loop is pinned. */
    public int cpu() {
        return parameters.cpus().get(role == Role.FAR ? 1 : 0);
    }

    /** The port on which trades of a way arrive: free a moment ago, for UDP at least. */
    public int port(Way way) {
        String name = way == Way.THERE ? "port.there" : "port.back";
        return (int) parameters.number(name, 0);
    }
}
