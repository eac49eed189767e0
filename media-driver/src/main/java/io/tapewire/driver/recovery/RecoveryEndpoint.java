package io.tapewire.driver.recovery;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.tapewire.driver.BusAddress;
import io.tapewire.schemas.TapewireException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    // An interface may also be named by a network, and then it is not known which address it has.
    private static final Pattern IP_V4 =
            Pattern.compile("((?!0\\.0\\.0\\.0)\\d+(?:\\.\\d+){3})(?::\\d+)?(?:/32)?");

    public RecoveryEndpoint {
        if (host.isEmpty() || host.length() > 64 || !host.matches("[\\w.\\-\\[\\]:%]+")) {
            throw new TapewireException(
                    "\"%s\" is no host to serve recovery at: give a name or an address."
                            .formatted(host));
        }
        checkPort(requestPort);
        checkPort(responsePort);
    }

    /**
     * Where the readers of some lines can ask: at the address of the first interface that a channel
     * names and that is not the loopback's, otherwise on this host; at free ports.
     */
    public static RecoveryEndpoint besides(List<BusAddress> lines) {
        for (BusAddress line : lines) {
            String named = ChannelUri.parse(line.channel()).get(CommonContext.INTERFACE_PARAM_NAME);
            Matcher address = IP_V4.matcher(named == null ? "" : named);
            if (address.matches() && !address.group(1).startsWith("127.")) {
                return new RecoveryEndpoint(address.group(1), 0, 0);
            }
        }
        return LOCAL;
    }

    private static void checkPort(int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new TapewireException(
                    "%d is no UDP port to serve recovery at: give 1 to %d, or 0 for a free one."
                            .formatted(port, MAX_PORT));
        }
    }
}
