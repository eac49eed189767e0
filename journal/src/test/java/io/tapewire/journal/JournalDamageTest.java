package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalDamageTest {
    private static final int HEADER_BYTES = 4;
    private static final int BEFORE_FRAME = HEADER_BYTES + RecordCursor.FRAME_OFFSET;
    private static final int SPACING = 256;

    private final TestClock clock = new TestClock();
    private final List<byte[]> written = new ArrayList<>();
    private final FrameMaker maker = new FrameMaker(1, 10);
    @TempDir Path dir;

    @Test
    void shouldRejectByNameWhateverBitOfAFrameIsTurnedOver() throws IOException {
        Random random = new Random(3);
        write(3000, random);
        TreeSet<Integer> damaged = new TreeSet<>();
        try (StoredFile file = new StoredFile(dir, 1)) {
            long[] positions = file.positions(written);
            while (damaged.size() < 400) {
                int frame = random.nextInt(written.size());
                if (damaged.add(frame)) {
                    file.flip(positions[frame], random.nextInt(written.get(frame).length * 8));
                }
            }
        }
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            for (int i = 0; i < written.size(); i++) {
                if (!damaged.contains(i)) {
                    assertTrue(reader.next());
                    assertArrayEquals(written.get(i), current(reader));
                }
            }
            assertFalse(reader.next());
            assertFalse(reader.next());
            assertEquals(damaged.size(), reader.rejected());
            assertEquals(0, reader.lost());
            assertEquals(
                    damaged.size(),
                    reader.rejected(FrameStatus.CHECKSUM)
                            + reader.rejected(FrameStatus.FOREIGN_SCHEMA));
        }
    }

    @Test
    void shouldFindTheWayOnWhateverALengthSays() throws IOException {
        for (long seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            written.clear();
            maker.nextSequence = 1;
            Path own = dir.resolve("seed-" + seed);
            write(own, 1500, random);
            int victim = random.nextInt(1500);
            try (StoredFile file = new StoredFile(own, 1)) {
                long header = file.positions(written)[victim] - BEFORE_FRAME;
                if (seed % 2 == 0) {
                    file.flip(header, random.nextInt(32));
                } else {
                    file.put(header, random.nextInt());
                }
            }
            String message = "seed " + seed + ", record " + victim;
            List<Long> read = new ArrayList<>();
            try (JournalReader reader = JournalReader.open(own, 1)) {
                while (reader.next()) {
                    long index = reader.decoder().sequence() - 1;
                    assertArrayEquals(written.get((int) index), current(reader), message);
                    read.add(index);
                }
                assertFalse(reader.next(), message);
                assertEquals(new ArrayList<>(new TreeSet<>(read)), read, message);
                int missing = written.size() - read.size();
                assertEquals(missing > 0, reader.rejected() + reader.lost() > 0, message);
                int next = Math.min((victim / SPACING + 1) * SPACING, written.size());
                for (long i = 0; i < written.size(); i++) {
                    if (i < victim || i >= next) {
                        assertTrue(read.contains(i), message + " misses " + i);
                    }
                }
            }
        }
    }

    @Test
    void shouldNeverThrowNorInventAFrameWhateverBytesAFileHas() throws IOException {
        Random once = new Random(7);
        write(700, once);
        long[] positions;
        byte[] whole;
        try (StoredFile file = new StoredFile(dir, 1)) {
            positions = file.positions(written);
            whole = file.head((int) positions[699] + 1408);
        }
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            try (StoredFile file = new StoredFile(dir, 1)) {
                file.put(0, whole);
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    long at = random.nextInt(seed % 2 == 0 ? (int) positions[0] : whole.length);
                    byte[] noise = new byte[1 + random.nextInt(16)];
                    random.nextBytes(noise);
                    file.put(at, noise);
                }
            }
            String message = "seed " + seed;
            try (JournalReader reader = JournalReader.open(dir, 1)) {
                long sequence = 0;
                while (reader.next()) {
                    assertTrue(reader.decoder().sequence() > sequence, message);
                    sequence = reader.decoder().sequence();
                    assertArrayEquals(written.get((int) sequence - 1), current(reader), message);
                }
                assertFalse(reader.next(), message);
                reader.moveToSequence(10, 1 + random.nextInt(700));
            } catch (TapewireException told) {
                assertTrue(told.getMessage().contains("damaged"), told::getMessage);
            }
        }
    }

    @Test
    void shouldGiveNoFrameTwiceWhereTheWayOnLeadsBack() throws IOException {
        write(600, new Random(8));
        try (StoredFile file = new StoredFile(dir, 1)) {
            long[] positions = file.positions(written);
            long swallower = positions[100] - BEFORE_FRAME;
            // One record that says that it is three: from here on they are counted two short.
            file.put(swallower, (int) (positions[103] - BEFORE_FRAME - swallower - HEADER_BYTES));
            file.put(positions[257] - BEFORE_FRAME, 0);
        }
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            List<Long> read = new ArrayList<>();
            while (reader.next()) {
                read.add(reader.decoder().sequence() - 1);
            }
            assertEquals(new ArrayList<>(new TreeSet<>(read)), read);
            assertTrue(read.contains(256L) && read.contains(512L) && !read.contains(257L));
        }
    }

    @Test
    void shouldGoOnBehindDamageInTheNewestFileAsSoonAsItCan() throws IOException {
        Random random = new Random(5);
        write(300, random);
        try (StoredFile file = new StoredFile(dir, 1)) {
            file.put(file.positions(written)[280] - BEFORE_FRAME, 0);
        }
        try (JournalReader reader = JournalReader.open(dir, 1);
                JournalWriter writer = open(dir)) {
            for (int i = 0; i < 280; i++) {
                assertTrue(reader.next());
            }
            assertFalse(reader.next());
            assertFalse(reader.next());
            assertEquals(20, reader.lost());
            for (int i = 300; i <= 512; i++) {
                append(writer, random);
            }
            assertTrue(reader.next());
            assertArrayEquals(written.get(512), current(reader));
            assertEquals(512 - 280, reader.lost());
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldRefuseAFileThatWasCutAndReadWhatIsLeftOnceItIsLengthened() throws IOException {
        Random random = new Random(6);
        write(3000, random);
        long[] positions;
        try (StoredFile file = new StoredFile(dir, 1)) {
            positions = file.positions(written);
        }
        for (int whole : new int[] {2999, 2000, 1000, 1}) {
            long wholeBytes;
            try (StoredFile file = new StoredFile(dir, 1)) {
                wholeBytes = file.cutTo(positions[whole] + 9);
            }
            String lengthen = "truncate -s " + wholeBytes;
            TapewireException refusal =
                    assertThrows(TapewireException.class, () -> JournalReader.open(dir, 1));
            assertTrue(refusal.getMessage().contains(lengthen), refusal::getMessage);
            try (JournalWriter writer = open(dir)) {
                refusal = assertThrows(TapewireException.class, () -> maker.into(writer));
                assertTrue(refusal.getMessage().contains(lengthen), refusal::getMessage);
            }
            try (StoredFile file = new StoredFile(dir, 1)) {
                file.cutTo(wholeBytes);
            }
            try (JournalReader reader = JournalReader.open(dir, 1)) {
                for (int i = 0; i < whole; i++) {
                    assertTrue(reader.next());
                    assertArrayEquals(written.get(i), current(reader));
                }
                assertFalse(reader.next());
                assertTrue(reader.rejected() + reader.lost() > 0);
            }
        }
    }

    private void write(int frames, Random random) {
        write(dir, frames, random);
    }

    private void write(Path own, int frames, Random random) {
        try (JournalWriter writer = open(own)) {
            for (int i = 0; i < frames; i++) {
                append(writer, random);
            }
        }
    }

    private void append(JournalWriter writer, Random random) {
        long sequence = maker.nextSequence;
        maker.trades(1 + random.nextInt(5)).into(writer);
        written.add(maker.bytes());
        maker.nextSequence = sequence + 1;
    }

    private static byte[] current(JournalReader reader) {
        byte[] bytes = new byte[reader.lengthBytes()];
        reader.buffer().getBytes(reader.offset(), bytes);
        return bytes;
    }

    private JournalWriter open(Path own) {
        return JournalWriter.open(own, JournalSettings.defaults(), clock);
    }
}
