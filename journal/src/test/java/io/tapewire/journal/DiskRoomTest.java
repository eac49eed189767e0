package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
    private static final int PAGE_BYTES = FeedFiles.PAGE_BYTES;

    @TempDir private Path dir;

    @Test
    void shouldSetABlockAsideAndTakeItBackWithoutATrace() throws IOException {
        assumeItCan();
        Path file = Files.write(dir.resolve("a"), new byte[PAGE_BYTES]);
        long withBlock = PAGE_BYTES + FeedFiles.BLOCK_BYTES;
        long fileBytes = withBlock + PAGE_BYTES;
        try (RandomAccessFile longer = new RandomAccessFile(file.toFile(), "rw")) {
            longer.setLength(fileBytes);
        }
        DiskRoom room = DiskRoom.of(file);
        room.setAside(PAGE_BYTES, 2 * PAGE_BYTES, fileBytes);
        assertEquals(withBlock, occupiedBytes(file));
        room.setAside(2 * PAGE_BYTES, withBlock, fileBytes);
        assertEquals(withBlock, occupiedBytes(file));
        room.setAside(withBlock - PAGE_BYTES, withBlock + 1, fileBytes);
        assertEquals(fileBytes, occupiedBytes(file));
        room.setAside(fileBytes, fileBytes + 1, fileBytes);
        assertEquals(fileBytes, occupiedBytes(file));
        room.giveBack(PAGE_BYTES);
        assertEquals(PAGE_BYTES, occupiedBytes(file));
        assertEquals(fileBytes, Files.size(file));
    }

    @Test
    void shouldLeaveAFileThatItCannotOpenAsItIs() {
        DiskRoom room = DiskRoom.of(dir.resolve("none"));
        room.setAside(0, PAGE_BYTES, PAGE_BYTES);
        room.giveBack(0);
    }

    @Test
    void shouldHaveAFastFeedOccupyWhatWasWrittenOnceItIsClosed() throws IOException {
        assumeItCan();
        int frames = 40_000;
        UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(1_000));
        long whileOpen;
        try (FeedWriter writer =
                new FeedWriter(dir, Roll.DAILY, new RollClock(), ZeroedPages.zeros())) {
            for (int i = 0; i < frames; i++) {
                writer.append(i, frame, 0, frame.capacity());
            }
            whileOpen = occupiedBytes();
        }
        long writtenBytes = (long) frames * frame.capacity();
        assertTrue(whileOpen > writtenBytes + FeedFiles.BLOCK_BYTES / 4, "open: " + whileOpen);
        long closed = occupiedBytes();
        assertTrue(closed > writtenBytes && closed < writtenBytes + (4 << 20), "closed: " + closed);
    }

    private void assumeItCan() throws IOException {
        String type = Files.getFileStore(dir).type();
        assumeTrue(DiskRoom.FILE_SYSTEMS.contains(type), "NOT TESTED: the file system is " + type);
    }

    private long occupiedBytes() throws IOException {
        try (Stream<Path> all = Files.list(dir)) {
            LongStream each = all.toList().stream().mapToLong(DiskRoomTest::occupiedBytes);
            return each.sum();
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
