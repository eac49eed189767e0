package io.tapewire.schemas.recovery;

import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import io.tapewire.schemas.sbe.RecoveryEndEncoder;
import io.tapewire.schemas.sbe.RecoveryKind;
import io.tapewire.schemas.sbe.RecoveryRequestEncoder;
import io.tapewire.schemas.sbe.RecoveryResult;
import io.tapewire.schemas.sbe.RecoverySourceEncoder;
import io.tapewire.schemas.sbe.SourceKind;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes the messages of recovery; each is a frame that uses no sequence. For one thread;
 * announcing allocates, asking and answering do not, once the sealer is there.
 */
public final class RecoveryEncoder {
    /** Room that the longest of them needs. */
    public static final int MAX_LENGTH =
            MessageHeaderEncoder.ENCODED_LENGTH + RecoverySourceEncoder.BLOCK_LENGTH;

    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final RecoverySourceEncoder source = new RecoverySourceEncoder();
    private final RecoveryRequestEncoder request = new RecoveryRequestEncoder();
    private final RecoveryEndEncoder end = new RecoveryEndEncoder();

    /**
     * Says where frames can be asked for.
     *
     * @param buffer has room for {@link #MAX_LENGTH} bytes at 0, outside the Java heap
     * @param nextSequence of the next item to come
     * @return length of the frame in bytes
     */
    public int source(
            FrameSealer sealer,
            MutableDirectBuffer buffer,
            RecoveryAddress address,
            SourceKind kind,
            long nextSequence,
            long sealTimeNs) {
        int lengthBytes =
                begin(
                        sealer,
                        buffer,
                        RecoverySourceEncoder.BLOCK_LENGTH,
                        RecoverySourceEncoder.TEMPLATE_ID);
        source.wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH)
                .requestChannel(address.requestChannel())
                .responseControl(address.responseControl())
                .requestStreamId(address.requestStreamId())
                .responseStreamId(address.responseStreamId())
                .kind(kind);
        return sealer.sealUnnumbered(frame, lengthBytes, nextSequence, sealTimeNs);
    }

    /**
     * Asks for items.
     *
     * @param fromSequence the first wanted
     * @param count how many; 0 with {@link RecoveryKind#DEFINITIONS}
     * @return length of the frame in bytes
     */
    public int request(
            FrameSealer sealer,
            MutableDirectBuffer buffer,
            long requestId,
            RecoveryKind kind,
            long fromSequence,
            int count) {
        int lengthBytes =
                begin(
                        sealer,
                        buffer,
                        RecoveryRequestEncoder.BLOCK_LENGTH,
                        RecoveryRequestEncoder.TEMPLATE_ID);
        request.wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH)
                .requestId(requestId)
                .count(count)
                .kind(kind);
        return sealer.sealUnnumbered(frame, lengthBytes, fromSequence, 0);
    }

    /**
     * Ends an answer.
     *
     * @param fromSequence that was asked for
     * @param firstSequence the oldest still there; 0 where nothing is
     * @param nextSequence of the item after the newest there
     * @return length of the frame in bytes
     */
    public int end(
            FrameSealer sealer,
            MutableDirectBuffer buffer,
            long requestId,
            RecoveryResult result,
            long fromSequence,
            long firstSequence,
            long nextSequence) {
        int lengthBytes =
                begin(
                        sealer,
                        buffer,
                        RecoveryEndEncoder.BLOCK_LENGTH,
                        RecoveryEndEncoder.TEMPLATE_ID);
        end.wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH)
                .requestId(requestId)
                .firstSequence(firstSequence)
                .nextSequence(nextSequence)
                .result(result);
        return sealer.sealUnnumbered(frame, lengthBytes, fromSequence, 0);
    }

    private int begin(
            FrameSealer sealer, MutableDirectBuffer buffer, int blockLength, int templateId) {
        int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
        frame.wrap(buffer, 0, lengthBytes);
        sealer.header(frame, blockLength, templateId);
        return lengthBytes;
    }
}
