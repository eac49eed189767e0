package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    private static final int PAGE_BYTES = FeedFiles.PAGE_BYTES;

    private static final int TRADES = 33;
    // Some 33 MB.
    private static final int FRAMES = 24_000;

    @TempDir private Path dir;

    private final TestClock clock = new TestClock();
    private final FrameMaker maker = new FrameMaker(1, 10);
    private long usableBytes = Long.MAX_VALUE;
    private long written;

    @Test
    void shouldSetABlockAsideAndTakeItBackWithoutATrace() throws IOException {
        assumeItCan();
        Path file = Files.write(dir.resolve("a"), new byte[PAGE_BYTES]);
        long withBlock = PAGE_BYTES + FeedFiles.BLOCK_BYTES;
        long fileBytes = withBlock + PAGE_BYTES;
        try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
            longer.setLength(fileBytes);
        }
        DiskRoom room = new DiskRoom(file);
        assertTrue(room.isShortOf(2 * PAGE_BYTES));
        room.setAside(PAGE_BYTES, fileBytes);
        assertOccupied(withBlock, file);
        assertFalse(room.isShortOf(withBlock));
        assertTrue(room.isShortOf(withBlock + 1));
        room.setAside(withBlock - PAGE_BYTES, fileBytes);
        assertOccupied(fileBytes, file);
        room.setAside(fileBytes, fileBytes);
        assertOccupied(fileBytes, file);
        room.giveBack(PAGE_BYTES);
        assertOccupied(PAGE_BYTES, file);
        assertEquals(fileBytes, Files.size(file));
    }

    @Test
    void shouldLeaveAFileThatItCannotOpenAsItIs() {
        DiskRoom room = new DiskRoom(dir.resolve("none"));
        assertFalse(room.isShortOf(PAGE_BYTES));
        room.giveBack(0);
    }

    @Test
    void shouldHaveAFastFeedOccupyWhatWasWrittenOnceItIsClosed() throws IOException {
        assumeItCan();
        try (JournalWriter journal = open()) {
            write(journal, FRAMES);
            assertTrue(occupiedBytes() > journal.bytes() + FeedFiles.BLOCK_BYTES / 4);
        }
        assertOccupiesNoMoreThanWasWritten();
    }

    @Test
    void shouldGiveBackWhatIsSetAsideOnceTheDiskIsFull() throws IOException {
        assumeItCan();
        try (JournalWriter journal = open()) {
            write(journal, FRAMES);
            usableBytes = 0;
            clock.nowNs += DiskGuard.RECHECK_NS;
            assertFalse(maker.into(journal));
            assertOccupiesNoMoreThanWasWritten();
        }
    }

    @Test
    void shouldSetNothingAsideOfTheReserveNorForABurst() throws IOException {
        assumeItCan();
        try (JournalWriter journal = open()) {
            write(journal, FRAMES / 8);
            assertOccupiesNoMoreThanWasWritten();
            usableBytes = journal.reserveBytes() + DiskGuard.STRETCH_BYTES + FeedFiles.BLOCK_BYTES;
            write(journal, FRAMES);
            assertOccupiesNoMoreThanWasWritten();
        }
    }

    private JournalWriter open() {
        return JournalWriter.open(dir, JournalSettings.defaults(), clock, () -> usableBytes);
    }

    // All in an instant of this clock: fast.
    private void write(JournalWriter journal, int frames) {
        for (int i = 0; i < frames; i++) {
            assertTrue(maker.trades(TRADES).into(journal));
        }
        written = journal.bytes();
    }

    private void assertOccupiesNoMoreThanWasWritten() throws IOException {
        long occupied = occupiedBytes();
        assertTrue(occupied > written && occupied < written + (4 << 20), "occupied: " + occupied);
    }

    // What the file system itself needs to know where its parts lie counts as well.
    private static void assertOccupied(long expectedBytes, Path file) {
        assertEquals(expectedBytes, occupiedBytes(file), 64 << 10);
    }

    private void assumeItCan() throws IOException {
        String type = Files.getFileStore(dir).type();
        assumeTrue(DiskRoom.isOffered(dir), "NOT TESTED: the file system is " + type);
    }

    private long occupiedBytes() throws IOException {
        try (Stream<Path> all = Files.list(JournalDirectory.feed(dir, maker.feedId))) {
            return all.toList().stream().mapToLong(DiskRoomTest::occupiedBytes).sum();
        }
    }

    private static long occupiedBytes(Path file) {
        try {
            Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
            byte[] said = stat.getInputStream().readAllBytes();
            // Blocks of 512 bytes, whatever the file system's are.
            return Long.parseLong(new String(said, StandardCharsets.US_ASCII).trim()) * 512;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
