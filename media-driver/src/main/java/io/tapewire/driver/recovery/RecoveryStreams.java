package io.tapewire.driver.recovery;

import io.aeron.Aeron;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Subscription;
import io.aeron.exceptions.RegistrationException;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.recovery.RecoveryAddress;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The Aeron streams of a recovery server: one that all ask on, and a response stream for each of
 * them. An Aeron response channel carries answers to the asker alone, wherever it sits.
 */
final class RecoveryStreams implements AutoCloseable {
    static final int REQUEST_STREAM_ID = 1002;
    static final int RESPONSE_STREAM_ID = 1003;

    private static final int OPEN_ATTEMPTS = 8;

    // The greatest message is an eighth of a term, and the greatest frame nearly 64 KiB.
    private static final String TERM_LENGTH = "512k";

    private final Aeron aeron;
    private final String responseChannel;
    private final ExclusivePublication portHolder;
    private final Subscription requests;
    private final RecoveryAddress address;

    private RecoveryStreams(Aeron aeron, RecoveryEndpoint endpoint, int responsePort) {
        this.aeron = aeron;
        String responseControl = endpoint.host() + ':' + responsePort;
        responseChannel =
                "aeron:udp?control-mode=response|control="
                        + responseControl
                        + "|term-length="
                        + TERM_LENGTH
                        + "|response-correlation-id=";
        portHolder =
                aeron.addExclusivePublication(
                        responseChannel + CommonContext.PROTOTYPE_CORRELATION_ID,
                        RESPONSE_STREAM_ID);
        requests = addRequests(endpoint);
        String requestEndpoint = requests.tryResolveChannelEndpointPort();
        address =
                new RecoveryAddress(
                        requestEndpoint, REQUEST_STREAM_ID, responseControl, RESPONSE_STREAM_ID);
    }

    private Subscription addRequests(RecoveryEndpoint endpoint) {
        try {
            return aeron.addSubscription(
                    "aeron:udp?endpoint=" + endpoint.host() + ':' + endpoint.requestPort(),
                    REQUEST_STREAM_ID);
        } catch (RuntimeException e) {
            portHolder.close();
            throw e;
        }
    }

    static RecoveryStreams open(Aeron aeron, RecoveryEndpoint endpoint) {
        for (int attempt = 1; ; attempt++) {
            int port = endpoint.responsePort();
            try {
                return new RecoveryStreams(
                        aeron, endpoint, port == 0 ? freePort(endpoint.host()) : port);
            } catch (RegistrationException | IOException e) {
                if (port != 0 || attempt == OPEN_ATTEMPTS) {
                    throw new TapewireException(
                            "Recovery cannot be served at %s, ports %d and %d: %s."
                                    .formatted(
                                            endpoint.host(),
                                            endpoint.requestPort(),
                                            endpoint.responsePort(),
                                            e.getMessage()),
                            e);
                }
            }
        }
    }

    // Aeron finds a free port for a subscription alone; another may take this one first.
    private static int freePort(String host) throws IOException {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getByName(host), 0))) {
            return socket.getLocalPort();
        }
    }

    RecoveryAddress address() {
        return address;
    }

    Subscription requests() {
        return requests;
    }

    /** Begins to open the response stream of who asks on an image; answers its registration. */
    long respondTo(Image image) {
        return aeron.asyncAddExclusivePublication(
                responseChannel + image.correlationId(), RESPONSE_STREAM_ID);
    }

    @Override
    public void close() {
        requests.close();
        portHolder.close();
    }
}
