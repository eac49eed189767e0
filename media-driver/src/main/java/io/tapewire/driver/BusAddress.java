package io.tapewire.driver;

import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.tapewire.schemas.TapewireException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where feeds meet: an Aeron channel and a stream on it. Immutable.
 *
 * @param channel an Aeron channel URI, such as {@code aeron:ipc} or {@code
 *     aeron:udp?endpoint=host:port}
 * @param streamId on that channel
 */
public record BusAddress(String channel, int streamId) {
    /** Multicast that never leaves this host, so that any number of drivers can share it. */
    public static final String DEFAULT_CHANNEL =
            "aeron:udp?endpoint=239.192.84.87:40487|interface=127.0.0.1";

    /** The stream where none is named. */
    public static final int DEFAULT_STREAM_ID = 1001;

    /** Where publishers and subscribers meet when told nothing. */
    public static final BusAddress DEFAULT = new BusAddress(DEFAULT_CHANNEL, DEFAULT_STREAM_ID);

    public BusAddress {
        try {
            ChannelUri.parse(channel);
        } catch (RuntimeException e) {
            throw new TapewireException(
                    "\"%s\" is no Aeron channel (%s): give one such as aeron:ipc or %s."
                            .formatted(channel, e.getMessage(), DEFAULT_CHANNEL),
                    e);
        }
    }

    /**
     * The channel as a publisher is to open it.
     *
     * @param waits whether the publisher waits for its readers: over multicast it then follows the
     *     slowest, and gives up on one that is silent for two seconds, unless the channel says
     *     otherwise
     */
    public String publicationChannel(boolean waits) {
        ChannelUri uri = ChannelUri.parse(channel);
        if (waits && isMulticast(uri) && !uri.containsKey(CommonContext.FLOW_CONTROL_PARAM_NAME)) {
            uri.put(CommonContext.FLOW_CONTROL_PARAM_NAME, "min,t:2s");
        }
        return uri.toString();
    }

    /** The channel as a subscriber is to open it, unless the channel itself says otherwise. */
    public String subscriptionChannel(Tether tether) {
        ChannelUri uri = ChannelUri.parse(channel);
        if (tether == Tether.UNTETHERED && !uri.containsKey(CommonContext.TETHER_PARAM_NAME)) {
            uri.put(CommonContext.TETHER_PARAM_NAME, "false");
        }
        return uri.toString();
    }

    private static boolean isMulticast(ChannelUri uri) {
        String endpoint = uri.get(CommonContext.ENDPOINT_PARAM_NAME);
        if (!uri.isUdp() || endpoint == null) {
            return false;
        }
        String host = endpoint.substring(0, Math.max(0, endpoint.lastIndexOf(':')));
        try {
            return InetAddress.getByName(host).isMulticastAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return channel + " stream " + streamId;
    }
}
