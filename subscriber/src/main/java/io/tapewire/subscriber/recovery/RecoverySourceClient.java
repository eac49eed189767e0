package io.tapewire.subscriber.recovery;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.CommonContext;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.exceptions.AeronException;
import io.aeron.logbuffer.Header;
import io.tapewire.driver.BusConnection;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.recovery.RecoveryEncoder;
import io.tapewire.schemas.recovery.Sealers;
import io.tapewire.schemas.sbe.MessageHeaderDecoder;
import io.tapewire.schemas.sbe.RecoveryEndDecoder;
import io.tapewire.schemas.sbe.RecoveryKind;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Asks one recovery server, over an Aeron response channel. Opening it waits for nothing: it goes
 * on in {@link #isReady} and {@link #poll}. Allocates nothing once running.
 */
public final class RecoverySourceClient implements RepairSource {
    private static final int MESSAGES_A_POLL = 64;
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final Pattern HOST_AND_PORT = Pattern.compile("[\\w.\\-\\[\\]:%]+:\\d+");

    private final BusConnection connection;
    private final Aeron aeron;
    private final RecoveryAddress address;
    private final String name;
    private final FragmentAssembler assembler = new FragmentAssembler(this::onMessage);
    private final FrameDecoder frame = new FrameDecoder();
    private final RecoveryEndDecoder end = new RecoveryEndDecoder();
    private final RecoveryEncoder encoder = new RecoveryEncoder();
    private final Sealers sealers = new Sealers();
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(RecoveryEncoder.MAX_LENGTH, 64));
    private final String requestEndpoint;
    private long subscriptionId;
    private long publicationId = Aeron.NULL_VALUE;
    private Subscription subscription;
    private ExclusivePublication publication;
    private RecoveryHandler handler;
    private String failure;
    private long retryAtNs;
    private boolean closed;
    private boolean wasReady;
    private boolean resting;
    private long rejected;

    private RecoverySourceClient(BusConnection connection, RecoveryAddress address, String name) {
        this.connection = connection;
        this.aeron = connection.aeron();
        this.address = address;
        this.name = name;
        this.requestEndpoint = endpointOf(address);
        this.subscriptionId = subscribe();
    }

    private long subscribe() {
        return aeron.asyncAddSubscription(
                "aeron:udp?control-mode=response|control=" + address.responseControl(),
                address.responseStreamId());
    }

    /**
     * @param connection that the same thread uses; the caller closes it after this
     * @param address as the source announces it; only hosts, ports and streams are taken from it
     * @param name of the source, for people
     * @throws TapewireException where the address is none
     */
    public static RecoverySourceClient open(
            BusConnection connection, RecoveryAddress address, String name) {
        return new RecoverySourceClient(connection, address, name);
    }

    // Whatever else a stranger's channel asks of our driver, such as huge buffers, is left out.
    private static String endpointOf(RecoveryAddress address) {
        String endpoint = null;
        try {
            ChannelUri channel = ChannelUri.parse(address.requestChannel());
            endpoint = channel.isUdp() ? channel.get(CommonContext.ENDPOINT_PARAM_NAME) : null;
        } catch (RuntimeException e) {
            endpoint = null;
        }
        if (endpoint == null
                || !HOST_AND_PORT.matcher(endpoint).matches()
                || !HOST_AND_PORT.matcher(address.responseControl()).matches()) {
            throw new TapewireException(
                    "%s is no address of a recovery source: it takes a channel such as"
                                    .formatted(address)
                            + " aeron:udp?endpoint=host:port, and a control endpoint host:port.");
        }
        return endpoint;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isReady() {
        resting = false;
        connect();
        boolean ready = isConnected();
        wasReady |= ready;
        return ready;
    }

    private boolean isConnected() {
        return publication != null && publication.isConnected() && subscription.isConnected();
    }

    /** Why the source could not be asked when that was last tried; null where it could. */
    public String failure() {
        return failure;
    }

    /** Messages of the source that were no good frames. */
    public long rejected() {
        return rejected;
    }

    @Override
    public boolean request(
            long requestId,
            int feedId,
            long session,
            RecoveryKind kind,
            long fromSequence,
            int count) {
        if (publication == null) {
            return false;
        }
        int lengthBytes =
                encoder.request(
                        sealers.of(feedId, session), buffer, requestId, kind, fromSequence, count);
        long position = publication.offer(buffer, 0, lengthBytes);
        if (position == Publication.ADMIN_ACTION) {
            position = publication.offer(buffer, 0, lengthBytes);
        }
        return position > 0;
    }

    @Override
    public int poll(RecoveryHandler answers) {
        connect();
        restWhereLetGo();
        if (subscription == null) {
            return 0;
        }
        handler = answers;
        return subscription.poll(assembler, MESSAGES_A_POLL);
    }

    // A server lets go of idle clients where others wait: this one comes anew once it is to ask.
    private void restWhereLetGo() {
        boolean connected = isConnected();
        if (wasReady && !connected && !closed) {
            publication.close();
            publication = null;
            publicationId = Aeron.NULL_VALUE;
            subscription.close();
            subscription = null;
            subscriptionId = Aeron.NULL_VALUE;
            resting = true;
        }
        wasReady = connected;
    }

    private void connect() {
        if (resting || publication != null || closed || !connection.isAlive()) {
            return;
        }
        if (failure != null && connection.nowNs() - retryAtNs < 0) {
            return;
        }
        try {
            failure = null;
            if (subscriptionId == Aeron.NULL_VALUE) {
                subscriptionId = subscribe();
            } else if (subscription == null) {
                subscription = aeron.getSubscription(subscriptionId);
            } else if (publicationId == Aeron.NULL_VALUE) {
                publicationId =
                        aeron.asyncAddExclusivePublication(
                                "aeron:udp?endpoint="
                                        + requestEndpoint
                                        + "|term-length=64k|response-correlation-id="
                                        + subscriptionId,
                                address.requestStreamId());
            } else {
                publication = aeron.getExclusivePublication(publicationId);
            }
        } catch (AeronException e) {
            if (subscription == null) {
                subscriptionId = Aeron.NULL_VALUE;
            } else {
                publicationId = Aeron.NULL_VALUE;
            }
            retryAtNs = connection.nowNs() + RETRY_NS;
            failure = "The recovery source %s cannot be asked: %s.".formatted(name, e.getMessage());
        }
    }

    private void onMessage(DirectBuffer message, int offset, int length, Header header) {
        if (frame.wrap(message, offset, length) != FrameStatus.OK) {
            rejected++;
        } else if (frame.templateId() == FrameDecoder.RECOVERY_END) {
            end.wrap(
                    frame.frame(),
                    MessageHeaderDecoder.ENCODED_LENGTH,
                    frame.blockLength(),
                    frame.version());
            handler.onEnd(
                    end.requestId(),
                    end.result(),
                    frame.feedId(),
                    frame.session(),
                    frame.sequence(),
                    end.firstSequence(),
                    end.nextSequence());
        } else {
            handler.onFrame(message, offset, length);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (publication != null) {
            publication.close();
        } else if (publicationId != Aeron.NULL_VALUE) {
            aeron.asyncRemovePublication(publicationId);
        }
        if (subscription != null) {
            subscription.close();
        } else if (subscriptionId != Aeron.NULL_VALUE) {
            aeron.asyncRemoveSubscription(subscriptionId);
        }
    }
}
