package io.tapewire.driver;

import static io.aeron.logbuffer.FrameDescriptor.frameType;

import io.aeron.driver.DataPacketDispatcher;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.media.ReceiveChannelEndpoint;
import io.aeron.driver.media.UdpChannel;
import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import io.aeron.protocol.RttMeasurementFlyweight;
import io.aeron.protocol.SetupFlyweight;
import java.net.InetSocketAddress;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;

/**
 * Takes datagrams that the kernel has joined apart into Aeron's packets. For the driver's receiver.
 */
class BatchReceiveEndpoint extends ReceiveChannelEndpoint {
    private final int datagramLengthBytes;
    private final UnsafeBuffer packet = new UnsafeBuffer(0, 0);
    private final DataHeaderFlyweight data = new DataHeaderFlyweight(packet);
    private final SetupFlyweight setup = new SetupFlyweight();
    private final RttMeasurementFlyweight roundTrip = new RttMeasurementFlyweight();

    BatchReceiveEndpoint(
            UdpChannel channel,
            DataPacketDispatcher dispatcher,
            AtomicCounter status,
            MediaDriver.Context context) {
        super(channel, dispatcher, status, context);
        datagramLengthBytes = context.mtuLength();
    }

    @Override
    public void openChannel() {
        super.openChannel();
        // Times of receipt are Aeron's, one for each datagram.
        if (receiveDatagramChannel != null && !udpChannel.isChannelReceiveTimestampEnabled()) {
            SocketOffload offload = SocketOffload.of(receiveDatagramChannel);
            if (offload != null) {
                offload.join();
            }
        }
    }

    @Override
    public boolean isValidFrame(UnsafeBuffer buffer, int length) {
        return super.isValidFrame(
                buffer,
                Packets.isOneFrame(buffer, length) ? length : endOfPacket(buffer, 0, length));
    }

    @Override
    public int onDataPacket(
            DataHeaderFlyweight header,
            UnsafeBuffer buffer,
            int length,
            InetSocketAddress source,
            int transportIndex) {
        if (Packets.isOneFrame(buffer, length)) {
            return super.onDataPacket(header, buffer, length, source, transportIndex);
        }
        int end = endOfPacket(buffer, 0, length);
        int applied = super.onDataPacket(header, buffer, end, source, transportIndex);
        return applied + onRest(buffer, end, length, source, transportIndex);
    }

    @Override
    public void onSetupMessage(
            SetupFlyweight header,
            UnsafeBuffer buffer,
            int length,
            InetSocketAddress source,
            int transportIndex) {
        super.onSetupMessage(header, buffer, length, source, transportIndex);
        onRest(buffer, endOfPacket(buffer, 0, length), length, source, transportIndex);
    }

    @Override
    public void onRttMeasurement(
            RttMeasurementFlyweight header,
            UnsafeBuffer buffer,
            int length,
            InetSocketAddress source,
            int transportIndex) {
        super.onRttMeasurement(header, buffer, length, source, transportIndex);
        onRest(buffer, endOfPacket(buffer, 0, length), length, source, transportIndex);
    }

    private int onRest(
            UnsafeBuffer buffer, int start, int limit, InetSocketAddress source, int index) {
        int applied = 0;
        int at = start;
        while (at < limit) {
            int length = endOfPacket(buffer, at, limit) - at;
            packet.wrap(buffer, at, length);
            if (super.isValidFrame(packet, length)) {
                receiveHook(packet, length, source);
                applied += onPacket(length, source, index);
            }
            at += length;
        }
        return applied;
    }

    private int endOfPacket(UnsafeBuffer buffer, int start, int limit) {
        return Packets.endOfPacket(buffer, start, limit, datagramLengthBytes);
    }

    private int onPacket(int length, InetSocketAddress source, int index) {
        switch (frameType(packet, 0)) {
            case HeaderFlyweight.HDR_TYPE_DATA, HeaderFlyweight.HDR_TYPE_PAD -> {
                data.wrap(packet);
                return super.onDataPacket(data, packet, length, source, index);
            }
            case HeaderFlyweight.HDR_TYPE_SETUP -> {
                setup.wrap(packet);
                super.onSetupMessage(setup, packet, length, source, index);
            }
            case HeaderFlyweight.HDR_TYPE_RTTM -> {
                roundTrip.wrap(packet);
                super.onRttMeasurement(roundTrip, packet, length, source, index);
            }
            default -> {}
        }
        return 0;
    }
}
