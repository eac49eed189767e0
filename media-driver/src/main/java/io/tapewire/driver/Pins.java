package io.tapewire.driver;

import io.tapewire.schemas.TapewireException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes {@code role=cpu,role=cpu}. */
final class Pins {
    private Pins() {}

    static Map<Role, Integer> parse(String text) {
        Map<Role, Integer> pins = new EnumMap<>(Role.class);
        if (text.isBlank()) {
            return pins;
        }
        for (String pin : text.split(",", -1)) {
            int equals = pin.indexOf('=');
            if (equals < 0) {
                throw refused(text, "'" + pin.strip() + "' is not role=cpu");
            }
            Role role = role(text, pin.substring(0, equals).strip());
            if (pins.put(role, cpu(text, pin.substring(equals + 1).strip())) != null) {
                throw refused(text, role.word() + " is named twice");
            }
        }
        return pins;
    }

    static Map<Role, Integer> copyOf(Map<Role, Integer> pins) {
        Map<Role, Integer> copy = new EnumMap<>(Role.class);
        copy.putAll(pins);
        return Collections.unmodifiableMap(copy);
    }

    static String format(Map<Role, Integer> pins) {
        return pins.isEmpty()
                ? "none"
                : pins.entrySet().stream()
                        .map(pin -> pin.getKey().word() + "=" + pin.getValue())
                        .collect(Collectors.joining(","));
    }

    private static Role role(String text, String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> refused(text, "'" + word + "' is no role"));
    }

    private static int cpu(String text, String digits) {
        if (!digits.matches("\\d{1,5}")) {
            throw refused(text, "'" + digits + "' is no CPU number");
        }
        return Integer.parseInt(digits);
    }

    private static TapewireException refused(String text, String why) {
        return new TapewireException(
                "Pins '%s': %s; write role=cpu,role=cpu with the roles %s."
                        .formatted(
                                text,
                                why,
                                Arrays.stream(Role.values())
                                        .map(Role::word)
                                        .collect(Collectors.joining(", "))));
    }
}
