package io.tapewire.driver;

import io.aeron.exceptions.AeronException;
import io.aeron.exceptions.DriverTimeoutException;
import io.aeron.exceptions.RegistrationException;
import io.tapewire.schemas.TapewireException;
import java.util.function.Supplier;

/** Turns a media driver's refusal of an address, or its silence, into a sentence. */
final class Refusal {
    private Refusal() {}

    /**
     * @param channel as the user knows it
     */
    static <T> T told(String channel, int streamId, Supplier<T> request) {
        try {
            return request.get();
        } catch (RegistrationException e) {
            throw new TapewireException(
                    "The media driver refuses %s stream %d: %s."
                            .formatted(channel, streamId, why(e)),
                    e);
        } catch (DriverTimeoutException e) {
            throw new TapewireException(
                    "The media driver did not answer a request for %s stream %d: %s: see whether it runs, and has a CPU."
                            .formatted(channel, streamId, why(e)),
                    e);
        }
    }

    private static String why(AeronException e) {
        return e.getMessage()
                .replaceFirst("^[A-Z]+ - ", "")
                .replaceFirst("^[\\w.]+(Exception|Error): ", "")
                .replaceFirst(", (name-resolver|errorCodeValue)=.*", "");
    }
}
