package io.tapewire.driver;

import static io.aeron.logbuffer.FrameDescriptor.FRAME_ALIGNMENT;
import static io.aeron.logbuffer.FrameDescriptor.frameLength;
import static io.aeron.logbuffer.FrameDescriptor.frameType;

import io.aeron.protocol.DataHeaderFlyweight;
import io.aeron.protocol.HeaderFlyweight;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where one packet of Aeron's ends and the next begins in memory that holds several, as what is to
 * be sent or what the kernel has joined. A packet is a frame, or frames of data that follow each
 * other in a term. Lengths in bytes.
 */
final class Packets {
    private static final int HEADER_LENGTH = DataHeaderFlyweight.HEADER_LENGTH;

    private Packets() {}

    /**
     * The end of as many whole frames of a log as fit a datagram, one at least.
     *
     * @param limit the end of all
     */
    static int endOfDatagram(UnsafeBuffer log, int start, int limit, int lengthMost) {
        int end = nextFrame(log, start, limit);
        while (end < limit) {
            int next = nextFrame(log, end, limit);
            if (next - start > lengthMost) {
                break;
            }
            end = next;
        }
        return end;
    }

    /** Whether one frame is all that was received: kept short, for a frame alone pays for it. */
    static boolean isOneFrame(UnsafeBuffer received, int length) {
        return BitUtil.align(frameLength(received, 0), FRAME_ALIGNMENT) == length;
    }

    /**
     * The end of the frames at the start that follow each other in a term and fit a datagram, one
     * at least, or of the one frame there that is none of data. Beyond a datagram nothing is taken
     * together: of a packet whose beginning was there before Aeron drops the whole.
     *
     * @param limit the end of all; the answer as well where what is there is no frame of Aeron's
     */
    static int endOfPacket(UnsafeBuffer received, int start, int limit, int lengthMost) {
        int end = nextFrame(received, start, limit);
        while (end < limit && continues(received, start, end, limit)) {
            int next = nextFrame(received, end, limit);
            if (next - start > lengthMost) {
                break;
            }
            end = next;
        }
        return end;
    }

    private static boolean continues(UnsafeBuffer received, int start, int at, int limit) {
        return limit - at >= HEADER_LENGTH
                && carriesData(received, start)
                && carriesData(received, at)
                && isOfOneTerm(received, start, at)
                && termOffset(received, at) - termOffset(received, start) == at - start;
    }

    private static boolean carriesData(UnsafeBuffer buffer, int offset) {
        int type = frameType(buffer, offset);
        boolean isData =
                type == HeaderFlyweight.HDR_TYPE_DATA || type == HeaderFlyweight.HDR_TYPE_PAD;
        return isData && frameLength(buffer, offset) > 0;
    }

    private static boolean isOfOneTerm(UnsafeBuffer received, int start, int at) {
        return received.getLong(start + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET)
                        == received.getLong(at + DataHeaderFlyweight.SESSION_ID_FIELD_OFFSET)
                && received.getInt(start + DataHeaderFlyweight.TERM_ID_FIELD_OFFSET)
                        == received.getInt(at + DataHeaderFlyweight.TERM_ID_FIELD_OFFSET);
    }

    private static int termOffset(UnsafeBuffer received, int offset) {
        return received.getInt(offset + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET);
    }

    /** Of a heartbeat, whose length is none, and of padding only the header travels. */
    private static int nextFrame(UnsafeBuffer buffer, int offset, int limit) {
        if (limit - offset < HEADER_LENGTH) {
            return limit;
        }
        int length = frameLength(buffer, offset);
        int type = frameType(buffer, offset);
        int travels =
                switch (type) {
                    case HeaderFlyweight.HDR_TYPE_DATA ->
                            Math.max(HEADER_LENGTH, BitUtil.align(length, FRAME_ALIGNMENT));
                    case HeaderFlyweight.HDR_TYPE_PAD -> HEADER_LENGTH;
                    default -> length;
                };
        return travels <= 0 || travels > limit - offset ? limit : offset + travels;
    }
}
