package io.tapewire.latency.trial;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one trial is to measure. Immutable.
 *
 * @param subject what is measured: {@code tapewire}, or what it is compared with
 * @param work what it has to do: {@code echo}, {@code one-way}, {@code flood} and the like
 * @param parameters of the work, by name; each work has defaults for those that are left out
 */
public record TrialSpec(String subject, String work, Map<String, String> parameters) {
    public TrialSpec {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** The same with one parameter more, or another value of it. */
    public TrialSpec with(String parameter, Object value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, String.valueOf(value));
        return new TrialSpec(subject, work, more);
    }

    /** The same, and with this value of a parameter that it does not have yet. */
    public TrialSpec withDefault(String parameter, Object value) {
        return parameters.containsKey(parameter) ? this : with(parameter, value);
    }

    /** The same work for another subject. */
    public TrialSpec of(String otherSubject) {
        return new TrialSpec(otherSubject, work, parameters);
    }
}
