package io.tapewire.schemas;

import io.tapewire.schemas.sbe.FramePrefixEncoder;
import io.tapewire.schemas.sbe.MessageHeaderEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes what every frame of one session of one feed begins with, checksum last. After that the
 * bytes never change again. For the thread that encodes.
 */
public final class FrameSealer {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final FramePrefixEncoder prefix = new FramePrefixEncoder();
    private final int feedId;
    private final long session;

    /**
     * @param feedId any 32 bits
     * @param session when the numbering started: ns since the epoch, above 0
     */
    public FrameSealer(int feedId, long session) {
        if (session <= 0) {
            throw new IllegalArgumentException("session is not above 0: " + session);
        }
        FrameChecksum.requireAvailable();
        this.feedId = feedId;
        this.session = session;
    }

    /** The feed whose frames these are. */
    public int feedId() {
        return feedId;
    }

    /** The session whose frames these are. */
    public long session() {
        return session;
    }

    /**
     * Begins a frame, for the encoders.
     *
     * @param frame begins with it
     */
    public void header(UnsafeBuffer frame, int blockLength, int templateId) {
        header.wrap(frame, 0)
                .blockLength(blockLength)
                .templateId(templateId)
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(MessageHeaderEncoder.SCHEMA_VERSION);
    }

    /**
     * Seals a frame that uses no sequence, for the encoders.
     *
     * @param lengthBytes of the whole frame
     * @return the same length
     */
    public int sealUnnumbered(UnsafeBuffer frame, int lengthBytes, long sequence, long sealTimeNs) {
        return seal(frame, lengthBytes, sequence, 0, sealTimeNs);
    }

    int seal(UnsafeBuffer frame, int lengthBytes, long sequence, int itemCount, long sealTimeNs) {
        prefix.wrap(frame, MessageHeaderEncoder.ENCODED_LENGTH)
                .feedId(Integer.toUnsignedLong(feedId))
                .session(session)
                .sequence(sequence)
                .sealTime(sealTimeNs)
                .itemCount(itemCount)
                .checksum(Integer.toUnsignedLong(FrameChecksum.of(frame, lengthBytes)));
        return lengthBytes;
    }
}
