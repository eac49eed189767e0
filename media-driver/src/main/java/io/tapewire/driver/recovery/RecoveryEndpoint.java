package io.tapewire.driver.recovery;

import io.tapewire.schemas.TapewireException;

/**
 * Where a recovery server is reached. Immutable.
 *
 * @param host a name or an address of this host, one that the askers can reach; IPv6 in brackets
 * @param requestPort UDP port that it is asked at; 0 for any free one
 * @param responsePort UDP port that its answers come from; 0 for any free one
 */
public record RecoveryEndpoint(String host, int requestPort, int responsePort) {
    /** For askers on this host, at free ports. */
    public static final RecoveryEndpoint LOCAL = new RecoveryEndpoint("127.0.0.1", 0, 0);

    private static final int MAX_PORT = 65_535;

    public RecoveryEndpoint {
        if (host.isEmpty() || host.length() > 64 || !host.matches("[\\w.\\-\\[\\]:%]+")) {
            throw new TapewireException(
                    "\"%s\" is no host to serve recovery at: give a name or an address."
                            .formatted(host));
        }
        checkPort(requestPort);
        checkPort(responsePort);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new TapewireException(
                    "%d is no UDP port to serve recovery at: give 1 to %d, or 0 for a free one."
                            .formatted(port, MAX_PORT));
        }
    }
}
