package io.tapewire.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.SendChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import io.aeron.logbuffer.FrameDescriptor;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Sends several datagrams where it is given more than one holds: those that are full with one call
 * where the kernel cuts them. For the driver's sender.
 */
class BatchSendEndpoint extends SendChannelEndpoint {
    private final int datagramLengthBytes;
    private final boolean isPlain;
    private final UnsafeBuffer log = new UnsafeBuffer(0, 0);

    /** Null where datagrams are sent one by one. */
    private SocketOffload offload;

    private boolean isCutting;

    /**
     * @param batch what its driver sends at once
     */
    BatchSendEndpoint(
            UdpChannel channel,
            AtomicCounter status,
            MediaDriver.Context context,
            DatagramBatch batch) {
        super(channel, status, context);
        datagramLengthBytes = batch.datagramLengthBytes(channel.channelUri());
        // Several destinations, and times of sending, are Aeron's own affair.
        isPlain =
                batch.datagrams() > 1
                        && !channel.isMultiDestination()
                        && !channel.isResponseControlMode()
                        && !channel.isChannelSendTimestampEnabled();
    }

    @Override
    public void openChannel() {
        super.openChannel();
        offload = isPlain ? SocketOffload.of(sendDatagramChannel) : null;
    }

    @Override
    public int send(ByteBuffer buffer) {
        if (buffer.remaining() > datagramLengthBytes) {
            return sendAll(buffer);
        }
        stopCutting();
        return super.send(buffer);
    }

    private int sendAll(ByteBuffer buffer) {
        int start = buffer.position();
        int limit = buffer.limit();
        log.wrap(buffer, 0, limit);
        int at = start;
        int sent = 0;
        while (at < limit && sent == at - start) {
            int end = endOfRun(at, limit);
            buffer.limit(end).position(at);
            sent += end - at > datagramLengthBytes ? sendRun(buffer) : send(buffer);
            at = end;
        }
        return sent;
    }

    /** Of full datagrams and a shorter last one, or of one. */
    private int endOfRun(int start, int limit) {
        int end = Packets.endOfDatagram(log, start, limit, datagramLengthBytes);
        int at = start;
        while (offload != null && end - at == datagramLengthBytes && end < limit) {
            at = end;
            end = Packets.endOfDatagram(log, at, limit, datagramLengthBytes);
        }
        boolean isTooLong = end - at > datagramLengthBytes;
        return isTooLong && at > start ? at : end;
    }

    private int sendRun(ByteBuffer buffer) {
        int start = buffer.position();
        if (FrameDescriptor.frameLength(log, start) > datagramLengthBytes) {
            // Of a publication whose datagrams are longer.
            stopCutting();
            return super.send(buffer);
        }
        try {
            startCutting();
            sendHook(buffer, connectAddress);
            return sendDatagramChannel.isConnected() ? sendDatagramChannel.write(buffer) : 0;
        } catch (PortUnreachableException e) {
            return 0;
        } catch (IOException e) {
            // The kernel does not cut, a device on the way cannot, or takes only shorter datagrams.
            stopCutting();
            offload = null;
            buffer.position(start);
            return sendAll(buffer);
        }
    }

    private void startCutting() throws IOException {
        if (!isCutting) {
            if (!offload.cut(datagramLengthBytes)) {
                throw new IOException("not supported");
            }
            isCutting = true;
        }
    }

    private void stopCutting() {
        if (isCutting) {
            offload.cut(0);
            isCutting = false;
        }
    }
}
