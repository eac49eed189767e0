package io.tapewire.latency.subject;

import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.Role;
import java.util.Arrays;
import java.util.List;

/**
 * Where a subject is opened.
 *
 * @param parameters of the trial; {@code dir} is the trial's own directory, {@code port.there} and
 *     {@code port.back} its ports
 * @param role of this process
 * @param trades that travel
 */
public record Place(Parameters parameters, Role role, TradeTable trades) {
    /** To which this end's loop is pinned; -1 for none. */
    public int cpu() {
        String[] cpus = parameters.text("cpus", "0,1").split(",");
        int index = role == Role.FAR ? 1 : 0;
        boolean isNamed = index < cpus.length && !cpus[index].equals("none");
        return isNamed ? Integer.parseInt(cpus[index].strip()) : -1;
    }

    /** Those to which both ends are pinned, or fewer. */
    public List<Integer> cpus() {
        return Arrays.stream(parameters.text("cpus", "0,1").split(","))
                .map(String::strip)
                .filter(cpu -> !cpu.equals("none"))
                .map(Integer::valueOf)
                .toList();
    }

    /** The port on which trades of a way arrive: free a moment ago, for UDP at least. */
    public int port(Way way) {
        String name = way == Way.THERE ? "port.there" : "port.back";
        return (int) parameters.number(name, 0);
    }
}
