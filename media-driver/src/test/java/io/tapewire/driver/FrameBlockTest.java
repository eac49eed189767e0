package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Subscription;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FrameBlockTest {
    private static final int STREAM_ID = 1_001;
    private static final int MAX_LENGTH = 1_376;
    private static final int BLOCKS = 2_000;

    private final BusConnection connection =
            BusConnection.embedded(
                    DriverSettings.builder().layout(Layout.INLINE).idle(Idle.BACKOFF).build(),
                    notice -> {});
    private final FrameBlock block = new FrameBlock(MAX_LENGTH);
    private final List<byte[]> sent = new ArrayList<>();
    private final List<byte[]> seen = new ArrayList<>();
    private long position;

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void shouldTakeFourFramesOfADatagramAndOneThatIsLonger() {
        assertEquals(4, framesThatFit(new FrameBlock(MAX_LENGTH)));
        assertEquals(1, framesThatFit(new FrameBlock(8_960)));
        assertEquals(1, framesThatFit(new FrameBlock(65_472)));
    }

    private static int framesThatFit(FrameBlock block) {
        while (!block.isFull()) {
            block.add(100);
        }
        return block.count();
    }

    /** Over terms that end among the frames of a block as often as not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aeron:ipc?term-length=64k",
                "aeron:udp?endpoint=127.0.0.1:24651|term-length=64k"
            })
    void shouldArriveAsFramesOfferedOneByOneWould(String channel) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (BusPublication publication = BusPublication.open(connection, channel, STREAM_ID);
                Subscription subscription =
                        connection.aeron().addSubscription(channel, STREAM_ID)) {
            Await.until(
                    () -> {
                        connection.doWork();
                        return publication.isConnected() && subscription.imageCount() == 1;
                    });
            for (int i = 0; i < BLOCKS; i++) {
                fill(random);
                int taken = publication.offer(block);
                for (int frame = taken; frame < block.count(); frame++) {
                    offer(publication, subscription, frame);
                }
                if (random.nextBoolean()) {
                    poll(subscription);
                }
            }
            Await.until(
                    () -> {
                        poll(subscription);
                        return seen.size() >= sent.size();
                    });
            assertEquals(sent.size(), seen.size(), "seed " + seed);
            for (int i = 0; i < seen.size(); i++) {
                assertTrue(
                        Arrays.equals(sent.get(i), seen.get(i)), "frame " + i + ", seed " + seed);
            }
            assertEquals(position, publication.aeronPublication().position(), "seed " + seed);
        }
    }

    private void fill(Random random) {
        block.clear();
        int count = 1 + random.nextInt(4);
        int lengthBytes = 1 + random.nextInt(MAX_LENGTH);
        for (int i = 0; i < count; i++) {
            assertFalse(block.isFull());
            byte[] frame = new byte[i < count - 1 ? lengthBytes : 1 + random.nextInt(MAX_LENGTH)];
            random.nextBytes(frame);
            block.buffer().putBytes(block.nextOffset(), frame);
            block.add(frame.length);
            sent.add(frame);
        }
    }

    private void offer(BusPublication publication, Subscription subscription, int frame) {
        Await.until(
                () -> {
                    poll(subscription);
                    return publication.offer(
                                    block.buffer(), block.offset(frame), block.lengthBytes(frame))
                            > 0;
                });
    }

    private void poll(Subscription subscription) {
        connection.doWork();
        subscription.poll(this::onFragment, 10);
    }

    private void onFragment(DirectBuffer buffer, int offset, int lengthBytes, Header header) {
        byte[] frame = new byte[lengthBytes];
        buffer.getBytes(offset, frame);
        seen.add(frame);
        position = header.position();
        assertEquals(FrameDescriptor.UNFRAGMENTED, header.flags());
        assertEquals(STREAM_ID, header.streamId());
        assertEquals(0, header.reservedValue());
    }
}
