package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.FrameDecoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRoundTripTest {
    private final TestClock clock = new TestClock();
    @TempDir Path dir;

    @Test
    void shouldGiveBackEveryFrameAsItTravelledWithItsReceiveTime() {
        Random random = new Random(1);
        FrameMaker maker = new FrameMaker(7, 1000);
        List<byte[]> written = new ArrayList<>();
        long firstNs = clock.nowNs;
        try (JournalWriter writer = open()) {
            for (int i = 0; i < 2000; i++) {
                maker.trades(1 + random.nextInt(30));
                written.add(maker.bytes());
                assertTrue(maker.into(writer));
                clock.nowNs++;
            }
            // Its length is no multiple of four, which the queue's alignment must not add to.
            assertTrue(maker.end().into(writer));
            written.add(maker.bytes());
            assertEquals(2001, writer.frames());
            assertEquals(written.stream().mapToLong(frame -> frame.length).sum(), writer.bytes());
        }
        try (JournalReader reader = JournalReader.open(dir, 7)) {
            for (int i = 0; i < written.size(); i++) {
                assertTrue(reader.next());
                assertArrayEquals(written.get(i), current(reader));
                assertEquals(firstNs + i, reader.receiveTimeNs());
            }
            assertFalse(reader.next());
            assertEquals(0, reader.rejected());
            reader.toStart();
            assertTrue(reader.next());
            assertArrayEquals(written.get(0), current(reader));
        }
    }

    @Test
    void shouldKeepEachFeedByItself() {
        FrameMaker[] makers = {
            new FrameMaker(1, 10), new FrameMaker(-1, 20), new FrameMaker(70_000, 30)
        };
        try (JournalWriter writer = open()) {
            for (int i = 0; i < 300; i++) {
                makers[i % 3].trades(2).into(writer);
            }
        }
        assertArrayEquals(new int[] {1, 70_000, -1}, JournalReader.feeds(dir));
        for (FrameMaker maker : makers) {
            try (JournalReader reader = JournalReader.open(dir, maker.feedId)) {
                for (long sequence = 1; sequence < maker.nextSequence; sequence += 2) {
                    assertTrue(reader.next());
                    FrameDecoder frame = reader.decoder();
                    assertEquals(maker.feedId, frame.feedId());
                    assertEquals(maker.session, frame.session());
                    assertEquals(sequence, frame.sequence());
                }
                assertFalse(reader.next());
            }
        }
    }

    @Test
    void shouldGoOnWhereItWasAfterReopening() {
        FrameMaker maker = new FrameMaker(1, 10);
        try (JournalWriter writer = open()) {
            assertNull(writer.openedAt(1));
            assertArrayEquals(new int[0], JournalReader.feeds(dir));
            maker.trades(5).into(writer);
        }
        try (JournalWriter writer = open()) {
            assertEquals(new JournalPosition(10, 6, false), writer.openedAt(1));
            maker.trades(3).into(writer);
            maker.end().into(writer);
        }
        try (JournalWriter writer = open()) {
            assertEquals(new JournalPosition(10, 9, true), writer.openedAt(1));
        }
        assertEquals(List.of(1L, 6L, 9L), sequences(1));
    }

    @Test
    void shouldTellAReaderHowFarItIsWrittenAndLeaveItWhereItIs() {
        FrameMaker maker = new FrameMaker(1, 10);
        try (JournalWriter writer = open()) {
            maker.repeat(0, 2).into(writer);
            try (JournalReader reader = JournalReader.open(dir, 1)) {
                assertNull(reader.lastPosition());
                maker.trades(5).into(writer);
                maker.trades(3).into(writer);
                assertTrue(reader.moveToSequence(10, 6) && reader.next());
                assertEquals(new JournalPosition(10, 9, false), reader.lastPosition());
                assertEquals(6, reader.decoder().sequence());
                maker.end().into(writer);
                assertEquals(new JournalPosition(10, 9, true), reader.lastPosition());
                assertTrue(reader.next());
                assertEquals(9, reader.decoder().sequence());
            }
        }
    }

    @Test
    void shouldFollowAWriterAndOfferARefusedFrameAgain() {
        FrameMaker maker = new FrameMaker(1, 10);
        try (JournalWriter writer = open()) {
            maker.trades(1).into(writer);
            try (JournalReader reader = JournalReader.open(dir, 1)) {
                List<Long> taken = new ArrayList<>();
                assertEquals(0, reader.poll((b, o, l, f) -> false, 10));
                assertEquals(1, reader.poll((b, o, l, f) -> taken.add(sequence(reader)), 10));
                assertEquals(0, reader.poll((b, o, l, f) -> taken.add(sequence(reader)), 10));
                for (int i = 0; i < 20; i++) {
                    maker.trades(1).into(writer);
                }
                assertEquals(15, reader.poll((b, o, l, f) -> taken.add(sequence(reader)), 15));
                assertEquals(5, reader.poll((b, o, l, f) -> taken.add(sequence(reader)), 15));
                for (int i = 0; i < 21; i++) {
                    assertEquals(i + 1, taken.get(i));
                }
            }
        }
    }

    @Test
    void shouldRollAndBeReadInOrderByReadersOpenedBeforeAndAfter() {
        FrameMaker maker = new FrameMaker(1, 10);
        try (JournalWriter writer = open()) {
            maker.trades(1).into(writer);
            try (JournalReader before = JournalReader.open(dir, 1)) {
                assertTrue(before.next());
                for (int i = 0; i < 500; i++) {
                    clock.nowNs += i % 100 == 7 ? 3 * TestClock.HOUR_NS : 1;
                    maker.trades(1).into(writer);
                    assertTrue(before.next());
                    assertEquals(maker.nextSequence - 1, sequence(before));
                }
                assertFalse(before.next());
            }
        }
        clock.nowNs -= 100 * TestClock.HOUR_NS;
        try (JournalWriter setBack = open()) {
            maker.trades(1).into(setBack);
        }
        assertEquals(502, sequences(1).size());
        assertEquals(6, dir.resolve("feed-1").toFile().list((d, n) -> n.endsWith(".cq4")).length);
    }

    private List<Long> sequences(int feedId) {
        List<Long> sequences = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(dir, feedId)) {
            while (reader.next()) {
                sequences.add(sequence(reader));
            }
        }
        return sequences;
    }

    private static long sequence(JournalReader reader) {
        return reader.decoder().sequence();
    }

    private static byte[] current(JournalReader reader) {
        byte[] bytes = new byte[reader.lengthBytes()];
        reader.buffer().getBytes(reader.offset(), bytes);
        return bytes;
    }

    private JournalWriter open() {
        return JournalWriter.open(dir, JournalSettings.defaults(), clock);
    }
}
