package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.tapewire.schemas.EpochClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZeroedPagesTest {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int PAGE_BYTES = FeedFiles.PAGE_BYTES;

    @TempDir private Path dir;

    private final ZeroedPages pages = new ZeroedPages(ZeroedPages.zeros(), () -> true);

    @Test
    void shouldZeroAPieceAfterTheRecordAndNothingElse() throws IOException {
        try (MappedBytes bytes = filled("a")) {
            pages.makeAhead(bytes.mappedFile(), PAGE_BYTES + 1, ZeroedPages.PIECE_BYTES);
            assertZeros("a", 2 * PAGE_BYTES, 2 * PAGE_BYTES + ZeroedPages.PIECE_BYTES);
        }
    }

    @Test
    void shouldGoOnWhereItEndedOnceHalfAPieceIsLeft() throws IOException {
        try (MappedBytes bytes = filled("a")) {
            pages.makeAhead(bytes.mappedFile(), 0, ZeroedPages.PIECE_BYTES);
            pages.makeAhead(
                    bytes.mappedFile(), ZeroedPages.PIECE_BYTES / 2, ZeroedPages.PIECE_BYTES);
            assertZeros("a", 0, ZeroedPages.PIECE_BYTES);
            pages.makeAhead(
                    bytes.mappedFile(), ZeroedPages.PIECE_BYTES / 2 + 1, ZeroedPages.PIECE_BYTES);
            assertZeros("a", 0, 2 * ZeroedPages.PIECE_BYTES);
        }
    }

    @Test
    void shouldHaveAPageAheadWhereThePieceIsOne() throws IOException {
        try (MappedBytes bytes = filled("a")) {
            pages.makeAhead(bytes.mappedFile(), 1, PAGE_BYTES);
            pages.makeAhead(bytes.mappedFile(), PAGE_BYTES, PAGE_BYTES);
            assertZeros("a", PAGE_BYTES, 2 * PAGE_BYTES);
            pages.makeAhead(bytes.mappedFile(), PAGE_BYTES + 1, PAGE_BYTES);
            assertZeros("a", PAGE_BYTES, 3 * PAGE_BYTES);
        }
    }

    @Test
    void shouldSpareWhatTheWriterLeaptOver() throws IOException {
        try (MappedBytes bytes = filled("a")) {
            pages.makeAhead(bytes.mappedFile(), BLOCK_BYTES / 2, ZeroedPages.PIECE_BYTES);
            int end = BLOCK_BYTES / 2 + ZeroedPages.PIECE_BYTES;
            assertZeros("a", BLOCK_BYTES / 2, end);
        }
    }

    @Test
    void shouldNotMakeTheFileLonger() throws IOException {
        try (MappedBytes bytes = filled("a")) {
            pages.makeAhead(
                    bytes.mappedFile(), BLOCK_BYTES - 1 - PAGE_BYTES, ZeroedPages.PIECE_BYTES);
            assertZeros("a", BLOCK_BYTES - PAGE_BYTES, BLOCK_BYTES);
        }
    }

    @Test
    void shouldFollowTheWriterToItsNextFile() throws IOException {
        try (MappedBytes first = filled("a");
                MappedBytes second = filled("b")) {
            pages.makeAhead(first.mappedFile(), BLOCK_BYTES / 2, ZeroedPages.PIECE_BYTES);
            pages.makeAhead(second.mappedFile(), 0, ZeroedPages.PIECE_BYTES);
            assertZeros("b", 0, ZeroedPages.PIECE_BYTES);
        }
    }

    @Test
    void shouldGoWithoutWhereTheFileCannotBeOpened() throws IOException {
        try (MappedBytes bytes = filled("a")) {
            Files.move(dir.resolve("a"), dir.resolve("b"));
            pages.makeAhead(bytes.mappedFile(), 0, ZeroedPages.PIECE_BYTES);
            assertZeros("b", 0, 0);
        }
    }

    /**
     * More than one index holds, so that another comes after record 1,048,575 or the next, which
     * both reach beyond all that is zero, in more than one block.
     */
    @Test
    void shouldLeaveEachRecordOfAFastWriterAndItsIndexAsTheyWere() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        int records = 1_100_000;
        try (FeedWriter writer = new FeedWriter(dir, Roll.DAILY, clock(), pages)) {
            Random random = new Random(seed);
            UnsafeBuffer record = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 19));
            for (int i = 0; i < records; i++) {
                int lengthBytes = lengthBytes(random, i);
                record.setMemory(0, lengthBytes, filler(i));
                writer.append(i, record, 0, lengthBytes);
            }
            assertEquals(ZeroedPages.PIECE_BYTES, writer.frontier().pieceBytes());
        }
        try (SingleChronicleQueue queue = FeedQueue.forReading(dir);
                ExcerptTailer tailer = queue.createTailer()) {
            long first = queue.firstIndex();
            assertEquals(first + records - 1, queue.lastIndex());
            Random random = new Random(seed);
            for (int i = 0; i < records; i++) {
                if (i % 50_000 == 0) {
                    assertTrue(tailer.moveToIndex(first + i), "record " + i);
                }
                assertRecord(tailer, i, lengthBytes(random, i));
            }
        }
    }

    private static void assertRecord(ExcerptTailer tailer, int number, int lengthBytes) {
        try (DocumentContext document = tailer.readingDocument()) {
            Bytes<?> bytes = document.wire().bytes();
            assertEquals(RecordCursor.FRAME_OFFSET + lengthBytes, bytes.readRemaining());
            assertEquals(number, bytes.readLong());
            while (bytes.readRemaining() > 0) {
                if (bytes.readByte() != filler(number)) {
                    fail("Of record " + number + " byte " + bytes.readPosition());
                }
            }
        }
    }

    private static byte filler(int number) {
        return (byte) (number | 1);
    }

    private static RollClock clock() {
        RollClock clock = new RollClock();
        clock.advanceTo(new EpochClock().nanoTime());
        return clock;
    }

    private static int lengthBytes(Random random, int record) {
        return record % 1_048_576 < 2 || record == 1_048_575 ? 500_000 : 1 + random.nextInt(128);
    }

    /** A block, no byte of it zero. */
    private MappedBytes filled(String name) throws IOException {
        byte[] content = new byte[BLOCK_BYTES];
        Arrays.fill(content, (byte) 7);
        Files.write(dir.resolve(name), content);
        return MappedBytes.mappedBytes(dir.resolve(name).toFile(), BLOCK_BYTES, 0);
    }

    private void assertZeros(String name, int from, int to) throws IOException {
        byte[] expected = new byte[BLOCK_BYTES];
        Arrays.fill(expected, (byte) 7);
        Arrays.fill(expected, from, to, (byte) 0);
        assertArrayEquals(expected, Files.readAllBytes(dir.resolve(name)));
    }
}
