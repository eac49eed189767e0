package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.logbuffer.ControlledFragmentHandler.Action;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FrameReceiverTest {
    private static final int FEED = 3;

    private final Fragments log = new Fragments();
    private final List<String> seen = new ArrayList<>();
    private final FrameDecoder frame = new FrameDecoder();
    private final FrameReceiver receiver =
            new FrameReceiver(
                    (buffer, offset, length, from) -> {
                        frame.wrapChecked(buffer, offset, length);
                        seen.add("frame of " + frame.feedId());
                        return true;
                    },
                    feedId -> {
                        seen.add("fetch " + feedId);
                        return 0;
                    },
                    FeedListener.NONE,
                    new FeedRoster(FeedListener.NONE));

    private Action receive(DirectBuffer buffer, int offset, int length, Object image) {
        return log.handOn(receiver, buffer, offset, length, image);
    }

    @Test
    void shouldFetchAFeedBeforeItsFrameIsChecked() {
        Frames frames =
                new Frames(
                        (buffer, offset, length, from) -> {
                            assertEquals(Action.CONTINUE, receive(buffer, offset, length, null));
                            return true;
                        },
                        FEED,
                        100);
        frames.trades(1, 5);
        frames.trades(6, 5);
        String each = "fetch 3, frame of 3";
        assertEquals(each + ", " + each, String.join(", ", seen));
    }

    @Test
    void shouldFetchForBytesThatAreNoFrameAndBelieveNothingOfThem() {
        long seed = System.nanoTime();
        System.out.println("FrameReceiverTest seed " + seed);
        byte[] bytes = new byte[200];
        new Random(seed).nextBytes(bytes);
        UnsafeBuffer garbage = new UnsafeBuffer(bytes);
        Object image = new Object();
        int rejected = 0;
        for (int length : new int[] {0, 4, 15, FrameDecoder.MIN_LENGTH - 1, 44, 200}) {
            assertEquals(Action.ABORT, receive(garbage, 0, length, image), "the first time");
            assertEquals(Action.CONTINUE, receive(garbage, 0, length, image), "the second time");
            assertEquals(++rejected, receiver.rejected());
        }
        assertEquals(0, receiver.frames(FrameStatus.OK));
        assertTrue(seen.stream().allMatch(what -> what.startsWith("fetch")), seen::toString);
        assertEquals(2 * rejected, seen.size());
    }
}
