package io.tapewire.schemas;

import io.tapewire.schemas.sbe.EndReason;
import io.tapewire.schemas.sbe.HeartbeatEncoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import io.tapewire.schemas.sbe.SessionEndEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the frames that carry no items. For one thread; allocates only when made. */
public final class ControlFrameEncoder {
    /** Room that a frame without items needs at most. */
    public static final int MAX_LENGTH =
            MessageHeaderEncoder.ENCODED_LENGTH
                    + Math.max(HeartbeatEncoder.BLOCK_LENGTH, SessionEndEncoder.BLOCK_LENGTH);

    private final FrameSealer sealer;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final HeartbeatEncoder heartbeat = new HeartbeatEncoder();
    private final SessionEndEncoder sessionEnd = new SessionEndEncoder();

    /**
     * @param sealer of the session
     */
    public ControlFrameEncoder(FrameSealer sealer) {
        this.sealer = sealer;
    }

    /**
     * @param buffer has room for {@link #MAX_LENGTH} bytes, outside the Java heap
     * @param offset of the frame's first byte
     * @param nextSequence of the next item to come
     * @param intervalNs the longest silence to expect after this frame
     * @param sealTimeNs ns since the epoch
     * @return length of the frame in bytes
     */
    public int heartbeat(
            MutableDirectBuffer buffer,
            int offset,
            long nextSequence,
            long intervalNs,
            long sealTimeNs) {
        frame.wrap(buffer, offset, MAX_LENGTH);
        sealer.header(frame, HeartbeatEncoder.BLOCK_LENGTH, HeartbeatEncoder.TEMPLATE_ID);
        heartbeat.wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH).interval(intervalNs);
        int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + HeartbeatEncoder.BLOCK_LENGTH;
        return sealer.seal(frame, lengthBytes, nextSequence, 0, sealTimeNs);
    }

    /**
     * @param buffer has room for {@link #MAX_LENGTH} bytes, outside the Java heap
     * @param offset of the frame's first byte
     * @param lastSequence of the session's last item; 0 where it had none
     * @param complete whether the source was published to its end
     * @param sealTimeNs ns since the epoch
     * @return length of the frame in bytes
     */
    public int sessionEnd(
            MutableDirectBuffer buffer,
            int offset,
            long lastSequence,
            boolean complete,
            long sealTimeNs) {
        frame.wrap(buffer, offset, MAX_LENGTH);
        sealer.header(frame, SessionEndEncoder.BLOCK_LENGTH, SessionEndEncoder.TEMPLATE_ID);
        sessionEnd
                .wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH)
                .lastSequence(lastSequence)
                .reason(complete ? EndReason.COMPLETE : EndReason.EARLY);
        int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + SessionEndEncoder.BLOCK_LENGTH;
        return sealer.seal(frame, lengthBytes, lastSequence + 1, 0, sealTimeNs);
    }
}
