package io.tapewire.latency.subject;

import io.tapewire.schemas.TapewireException;
import java.util.ServiceLoader;

/** The subjects by name: those of this module, and those of each {@link SubjectProvider}. */
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
            default -> provided(name, place);
        };
    }

    private static Subject provided(String name, Place place) {
        for (SubjectProvider provider : ServiceLoader.load(SubjectProvider.class)) {
            if (provider.name().equals(name)) {
                return provider.open(place);
            }
        }
        throw new TapewireException(
                ("There is no subject '%s': take tapewire, aeron, aeron-buffers or udp, or have the"
                                + " jar of another on the class path.")
                        .formatted(name));
    }
}
