package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.subscriber.faults.Faults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultStageTest {
    private final Fragments log = new Fragments();
    private final FrameDecoder frame = new FrameDecoder();
    private final List<Long> ends = new ArrayList<>();

    @Test
    void shouldHandOnWhatStaysAsItIsThoughTheLogIsWrittenOver() {
        FrameReceiver receiver =
                new FrameReceiver(
                        (buffer, offset, length, from) -> {
                            log.wipe();
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
                            assertEquals(
                                    Action.CONTINUE,
                                    log.handOn(stage, buffer, offset, length, null));
                            return true;
                        },
                        7,
                        100);
        frames.trades(1, 5);
        assertEquals(List.of(6L), ends);
    }
}
