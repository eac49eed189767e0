package io.tapewire.latency.subject;

import io.tapewire.schemas.TapewireException;

/** The subjects by name. */
public final class Subjects {
    private Subjects() {}

    /**
     * @throws TapewireException where there is none of that name
     */
    public static Subject open(String name, Place place) {
        return switch (name) {
            case "tapewire" -> new TapewireSubject(place);
            case "aeron" -> new AeronSubject(place, false);
            case "aeron-buffers" -> new AeronSubject(place, true);
            case "udp" -> new UdpSubject(place);
            default ->
                    throw new TapewireException(
                            "There is no subject '%s': take tapewire, aeron, aeron-buffers or udp."
                                    .formatted(name));
        };
    }
}
