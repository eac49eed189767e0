package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import io.aeron.protocol.DataHeaderFlyweight;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.subscriber.faults.Faults;
import java.util.ArrayList;
import java.util.List;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FaultStageTest {
    private static final int AT = DataHeaderFlyweight.HEADER_LENGTH;

    private final UnsafeBuffer log = new UnsafeBuffer(BufferUtil.allocateDirectAligned(4_096, 64));
    private final FrameDecoder frame = new FrameDecoder();
    private final List<Long> ends = new ArrayList<>();

    @Test
    void shouldHandOnWhatStaysAsItIsThoughTheLogIsWrittenOver() {
        FrameReceiver receiver =
                new FrameReceiver(
                        (buffer, offset, length, from) -> {
                            log.setMemory(0, log.capacity(), (byte) 0);
                            frame.wrapChecked(buffer, offset, length);
                            ends.add(frame.nextSequence());
                            return true;
                        },
                        feedId -> 0,
                        FeedListener.NONE,
                        new FeedRoster(FeedListener.NONE));
        FaultStage stage = new FaultStage(Faults.parse("loss=0.0000001"), receiver);
        Frames frames =
                new Frames(
                        (buffer, offset, length, from) -> {
                            assertEquals(Action.CONTINUE, receive(stage, buffer, offset, length));
                            return true;
                        },
                        7,
                        100);
        frames.trades(1, 5);
        assertEquals(List.of(6L), ends);
    }

    private Action receive(FaultStage stage, DirectBuffer buffer, int offset, int length) {
        log.putByte(FrameDescriptor.flagsOffset(0), FrameDescriptor.UNFRAGMENTED);
        log.putBytes(AT, buffer, offset, length);
        Header header = new Header(0, 16);
        header.buffer(log);
        header.offset(0);
        return stage.onFragment(log, AT, length, header);
    }
}
