package io.tapewire.driver;

import io.aeron.exceptions.RegistrationException;
import io.tapewire.schemas.TapewireException;
import java.util.function.Supplier;

/** Turns a media driver's refusal of an address into a sentence. */
final class Refusal {
    private Refusal() {}

    /**
     * @param channel as the user knows it
     */
    static <T> T told(String channel, int streamId, Supplier<T> request) {
        try {
            return request.get();
        } catch (RegistrationException e) {
            String why =
                    e.getMessage()
                            .replaceFirst("^[A-Z]+ - ", "")
                            .replaceFirst("^[\\w.]+(Exception|Error): ", "")
                            .replaceFirst(", (name-resolver|errorCodeValue)=.*", "");
            throw new TapewireException(
                    "The media driver refuses %s stream %d: %s.".formatted(channel, streamId, why),
                    e);
        }
    }
}
