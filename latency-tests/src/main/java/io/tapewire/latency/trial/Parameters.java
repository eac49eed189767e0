package io.tapewire.latency.trial;

import io.tapewire.schemas.TapewireException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parameters of a trial by name, read as what they stand for. Immutable, any thread. */
public final class Parameters {
    private final Map<String, String> values;

    /**
     * @param values by name; copied
     */
    public Parameters(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Reads {@code name=value} pairs.
     *
     * @throws TapewireException at the first that is none
     */
    public static Parameters parse(List<String> pairs) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new TapewireException("Parameter '%s' is not name=value.".formatted(pair));
            }
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return new Parameters(values);
    }

    /** As given. */
    public Map<String, String> values() {
        return values;
    }

    /**
     * @param fallback where it was not given
     */
    public String text(String name, String fallback) {
        return values.getOrDefault(name, fallback);
    }

    /**
     * @throws TapewireException where it was not given
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new TapewireException("Parameter '%s' is missing.".formatted(name));
        }
        return value;
    }

    /**
     * @param fallback where it was not given
     * @throws TapewireException where it is no whole number
     */
    public long number(String name, long fallback) {
        String value = values.get(name);
        try {
            return value == null ? fallback : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw refused(name, value, "a whole number");
        }
    }

    /**
     * @param fallback where it was not given
     * @throws TapewireException where it is no number
     */
    public double decimal(String name, double fallback) {
        String value = values.get(name);
        try {
            return value == null ? fallback : Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw refused(name, value, "a number");
        }
    }

    /**
     * @return whether it was given as {@code on}
     * @throws TapewireException where it is neither {@code on} nor {@code off}
     */
    public boolean isOn(String name) {
        String value = text(name, "off");
        if (!value.equals("on") && !value.equals("off")) {
            throw refused(name, value, "on or off");
        }
        return value.equals("on");
    }

    /** Those to which both ends are pinned, the origin's first: 0 and 1 where not given. */
    public List<Integer> cpus() {
        return Arrays.stream(text("cpus", "0,1").split(","))
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
    }

    private static TapewireException refused(String name, String value, String wanted) {
        return new TapewireException("Parameter %s=%s: give %s.".formatted(name, value, wanted));
    }
}
