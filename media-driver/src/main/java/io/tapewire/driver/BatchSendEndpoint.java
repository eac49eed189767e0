package io.tapewire.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.SendChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import io.aeron.exceptions.AeronEvent;
import io.aeron.exceptions.AeronException;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.CloseHelper;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Sends several datagrams where it is given more than one holds: those of one length with one call,
 * where the kernel cuts them. For the driver's sender.
 */
class BatchSendEndpoint extends SendChannelEndpoint {
    private final int datagramLengthBytes;
    private final boolean mayCut;
    private final UnsafeBuffer log = new UnsafeBuffer(0, 0);

    /** Null where datagrams may only be sent one by one. */
    private final AtomicCounter callsSpared;

    /** Null where they are, also for what the kernel refused. */
    private SocketOffload offload;

    /** To which the kernel cuts; 0 for not at all. */
    private int cutLengthBytes;

    /** What left of a batch for which there was no room: the rest is offered with it again. */
    private ByteBuffer shortLog;

    private int shortStart;
    private int shortEnd;

    /**
     * @param batch what its driver sends at once
     */
    BatchSendEndpoint(
            UdpChannel channel,
            AtomicCounter status,
            MediaDriver.Context context,
            DatagramBatch batch) {
        super(channel, status, context);
        datagramLengthBytes = batch.datagramLengthOf(channel.channelUri());
        // Several destinations, and times of sending, are Aeron's own affair.
        mayCut =
                batch.datagrams() > 1
                        && !channel.isMultiDestination()
                        && !channel.isResponseControlMode()
                        && !channel.isChannelSendTimestampEnabled();
        callsSpared = mayCut ? newCounter(channel, context) : null;
    }

    private static AtomicCounter newCounter(UdpChannel channel, MediaDriver.Context context) {
        BusCounter counter = BusCounter.CALLS_SPARED;
        return context.countersManager()
                .newCounter(counter.label(channel.originalUriString()), counter.typeId());
    }

    @Override
    public void close() {
        super.close();
        CloseHelper.close(callsSpared);
    }

    @Override
    public void openChannel() {
        super.openChannel();
        offload = mayCut ? newOffload(sendDatagramChannel) : null;
    }

    SocketOffload newOffload(DatagramChannel channel) {
        return SocketOffload.of(channel);
    }

    @Override
    public int send(ByteBuffer buffer) {
        if (buffer.remaining() > datagramLengthBytes) {
            return sendAll(buffer);
        }
        if (cutLengthBytes != 0 || shortLog != null) {
            shortLog = null;
            cut(0);
        }
        return super.send(buffer);
    }

    private int sendAll(ByteBuffer buffer) {
        int start = buffer.position();
        int limit = buffer.limit();
        log.wrap(buffer);
        int at = buffer == shortLog && start == shortStart ? Math.min(shortEnd, limit) : start;
        shortLog = null;
        while (at < limit) {
            int datagram = Packets.endOfDatagram(log, at, limit, datagramLengthBytes) - at;
            int end = endOfRun(at, datagram, limit);
            buffer.limit(end).position(at);
            int sent = end - at > datagram ? sendRun(buffer, datagram) : sendOne(buffer);
            at += Math.max(0, sent);
            if (at < end) {
                shortLog = buffer;
                shortStart = start;
                shortEnd = at;
                break;
            }
        }
        return at - start;
    }

    /** Of datagrams as long as the first one, and a shorter last one. */
    private int endOfRun(int start, int datagram, int limit) {
        int end = start + datagram;
        while (offload != null && end < limit) {
            int next = Packets.endOfDatagram(log, end, limit, datagramLengthBytes) - end;
            end += next <= datagram ? next : 0;
            if (next != datagram) {
                break;
            }
        }
        return end;
    }

    private int sendOne(ByteBuffer buffer) {
        if (buffer.remaining() > cutLengthBytes) {
            cut(0);
        }
        return transmit(buffer);
    }

    private int sendRun(ByteBuffer buffer, int datagram) {
        int start = buffer.position();
        try {
            if (!cut(datagram)) {
                throw new IOException("the kernel does not cut datagrams");
            }
            sendHook(buffer, connectAddress);
            int sent = sendDatagramChannel.isConnected() ? sendDatagramChannel.write(buffer) : 0;
            callsSpared.getAndAddRelease(Math.max(0, sent - 1) / datagram);
            return sent;
        } catch (PortUnreachableException e) {
            return 0;
        } catch (IOException e) {
            buffer.position(start);
            return sendOneByOne(buffer, datagram, e);
        }
    }

    // A device on the way may not cut, or takes only shorter datagrams: then this succeeds.
    private int sendOneByOne(ByteBuffer buffer, int datagram, IOException why) {
        int start = buffer.position();
        int limit = buffer.limit();
        cut(0);
        for (int at = start; at < limit; at += datagram) {
            int length = Math.min(datagram, limit - at);
            buffer.limit(at + length).position(at);
            if (transmit(buffer) < length) {
                return at - start;
            }
        }
        offload = null;
        errorHandler.onError(
                new AeronEvent(
                        "datagrams to %s are sent one by one: %s"
                                .formatted(connectAddress, why.getMessage()),
                        AeronException.Category.WARN));
        return limit - start;
    }

    /** As they are, one datagram or what the kernel cuts. */
    int transmit(ByteBuffer buffer) {
        return super.send(buffer);
    }

    private boolean cut(int lengthBytes) {
        if (cutLengthBytes == lengthBytes) {
            return true;
        }
        boolean isDone = offload.cut(lengthBytes);
        cutLengthBytes = isDone ? lengthBytes : cutLengthBytes;
        return isDone;
    }
}
