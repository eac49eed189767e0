package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.core.io.BackgroundResourceReleaser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageToucherTest {
    private static final int BLOCK_BYTES = 1 << 20;

    @TempDir private Path dir;

    private boolean room = true;
    private long nowNs;
    private final Frontier frontier = new Frontier();
    private final PageToucher toucher = new PageToucher(frontier, () -> room);

    @Test
    void shouldHaveThePagesBeforeTheWriterComesToThem() throws IOException {
        try (MappedBytes bytes = open("a")) {
            bytes.writeLong(7);
            advance(bytes);
            long before = residentKib("a");
            assertTrue(toucher.run());
            assertTrue(residentKib("a") >= before + 56, "of 64 KiB ahead");
            assertEquals(7, bytes.readLong(0));
            assertFalse(toucher.run(), "nothing came since");
            toucher.release();
        }
    }

    @Test
    void shouldTouchNothingWhereTheDiskHasNoRoom() throws IOException {
        room = false;
        try (MappedBytes bytes = open("a")) {
            bytes.writeLong(1);
            advance(bytes);
            long before = residentKib("a");
            toucher.run();
            assertEquals(before, residentKib("a"));
        }
    }

    @Test
    void shouldLeaveThePagesToAWriterUnlessItIsSlow() throws IOException {
        try (MappedBytes bytes = open("a")) {
            advance(bytes);
            toucher.run();
            bytes.writePosition(Frontier.STRETCH_BYTES);
            frontier.advance(bytes, nowNs + Frontier.STRETCH_NS - 1);
            long before = residentKib("a");
            assertTrue(toucher.run());
            assertEquals(ZeroedPages.PIECE_BYTES, frontier.pieceBytes());
            assertEquals(before, residentKib("a"));
            bytes.writePosition(Frontier.STRETCH_BYTES + Frontier.LEAST_BYTES);
            frontier.advance(bytes, nowNs + 2 * Frontier.STRETCH_NS - 1);
            assertTrue(toucher.run());
            assertEquals(FeedFiles.PAGE_BYTES, frontier.pieceBytes());
            assertEquals(before, residentKib("a"));
            bytes.writePosition(Frontier.STRETCH_BYTES + 2 * Frontier.LEAST_BYTES - 1);
            frontier.advance(bytes, nowNs + 3 * Frontier.STRETCH_NS - 1);
            assertTrue(toucher.run());
            assertEquals(0, frontier.pieceBytes());
            assertTrue(residentKib("a") >= before + 56, "of 64 KiB ahead");
            toucher.release();
        }
    }

    @Test
    void shouldGoAheadIntoTheNextBlock() throws IOException {
        try (MappedBytes bytes = open("a")) {
            advance(bytes);
            toucher.run();
            bytes.writePosition(BLOCK_BYTES - 100);
            bytes.writeLong(1);
            advance(bytes);
            assertTrue(toucher.run());
            assertTrue(Files.size(dir.resolve("a")) > 2 * BLOCK_BYTES);
            toucher.release();
        }
    }

    @Test
    void shouldFollowTheWriterToItsNextFile() throws IOException {
        try (MappedBytes first = open("a");
                MappedBytes second = open("b")) {
            first.writePosition(5 * BLOCK_BYTES);
            advance(first);
            toucher.run();
            second.writeLong(1);
            advance(second);
            assertTrue(toucher.run());
            assertEquals(2L * BLOCK_BYTES, Files.size(dir.resolve("b")));
            assertTrue(residentKib("b") >= 56, "of 64 KiB ahead");
            toucher.release();
        }
    }

    @Test
    void shouldLeaveNothingMappedOnceItLetGo() throws IOException {
        try (MappedBytes bytes = open("a")) {
            advance(bytes);
            assertTrue(toucher.run());
            bytes.writeLong(1);
            advance(bytes);
        }
        toucher.run();
        toucher.release();
        BackgroundResourceReleaser.releasePendingResources();
        assertEquals(0, residentKib("a"));
    }

    /** Slowly. */
    private void advance(MappedBytes bytes) {
        nowNs += TimeUnit.SECONDS.toNanos(1);
        frontier.advance(bytes, nowNs);
    }

    private MappedBytes open(String name) throws IOException {
        return MappedBytes.mappedBytes(dir.resolve(name).toFile(), BLOCK_BYTES, BLOCK_BYTES);
    }

    /** Of the file, in this process; 0 where it is not mapped. */
    private long residentKib(String name) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/smaps"));
        long kib = 0;
        boolean ours = false;
        for (String line : lines) {
            if (line.contains(" r")) {
                ours = line.endsWith(dir.resolve(name).toString());
            } else if (ours && line.startsWith("Rss:")) {
                kib += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kib;
    }
}
