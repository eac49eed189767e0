package io.tapewire.subscriber;

import io.aeron.logbuffer.ControlledFragmentHandler;
import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Whole messages as Aeron hands them on, one at a time, out of a log with room for one. */
final class Fragments {
    private static final int AT = DataHeaderFlyweight.HEADER_LENGTH;

    private final UnsafeBuffer log = new UnsafeBuffer(BufferUtil.allocateDirectAligned(4_096, 64));

    Action handOn(
            ControlledFragmentHandler handler,
            DirectBuffer buffer,
            int offset,
            int length,
            Object image) {
        log.putByte(FrameDescriptor.flagsOffset(0), FrameDescriptor.UNFRAGMENTED);
        log.putBytes(AT, buffer, offset, length);
        Header header = new Header(0, 16, image);
        header.buffer(log);
        header.offset(0);
        return handler.onFragment(log, AT, length, header);
    }

    /** What becomes of a log that its reader was left behind in. */
    void wipe() {
        log.setMemory(0, log.capacity(), (byte) 0);
    }
}
