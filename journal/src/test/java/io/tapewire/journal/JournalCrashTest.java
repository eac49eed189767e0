package io.tapewire.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.TapewireException;
import java.io.File;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.openhft.chronicle.core.values.LongValue;
import net.openhft.chronicle.queue.impl.TableStore;
import net.openhft.chronicle.queue.impl.table.Metadata;
import net.openhft.chronicle.queue.impl.table.SingleTableBuilder;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalCrashTest {
    @TempDir Path temp;

    @Test
    void shouldKeepEveryTakenFrameWhenKilledAndGoOnAtOnce() throws Exception {
        Random random = new Random(42);
        Path dir = temp.resolve("journal");
        File takenFile = temp.resolve("taken").toFile();
        IoUtil.createEmptyFile(takenFile, Long.BYTES).close();
        UnsafeBuffer taken = new UnsafeBuffer(IoUtil.mapExistingFile(takenFile, "taken"));
        long before = 0;
        for (int round = 0; round < 3; round++) {
            Process writer =
                    TestProcess.start(
                            List.of(TestProcess.jvmOptions(), "-Xmx128m"),
                            KilledWriter.class,
                            dir,
                            takenFile);
            try {
                long enough = before + 10_000 + random.nextInt(20_000);
                TestProcess.await(() -> !writer.isAlive() || taken.getLongAcquire(0) > enough);
                assertTrue(writer.isAlive(), () -> output(writer));
                follow(dir, enough, writer);
                // Another process holds it: that is told, and by which.
                TapewireException held = assertThrows(TapewireException.class, () -> open(dir));
                assertTrue(held.getMessage().contains("process " + writer.pid()), held::getMessage);
            } finally {
                // Process.destroyForcibly would close what it wrote unread.
                writer.toHandle().destroyForcibly();
            }
            assertEquals("", output(writer));
            before = assertWithoutHoles(dir, taken.getLongAcquire(0));
        }
        FrameMaker maker = new FrameMaker(KilledWriter.FEED, KilledWriter.SESSION);
        maker.nextSequence = before + 1;
        try (JournalWriter writer = open(dir)) {
            assertEquals(before + 1, writer.openedAt(KilledWriter.FEED).nextSequence());
            assertTrue(maker.trades(1).into(writer));
        }
        assertWithoutHoles(dir, before + 1);
    }

    @Test
    void shouldNotWaitForTheLockOfADeadWriterWhoseProcessIdIsInUseAgain() {
        Path dir = temp.resolve("journal");
        FrameMaker maker = new FrameMaker(1, 10);
        try (JournalWriter writer = open(dir)) {
            maker.trades(1).into(writer);
        }
        File table = FeedFiles.table(JournalDirectory.feed(dir, 1)).toFile();
        try (TableStore<?> store =
                        SingleTableBuilder.binary(table, Metadata.NoMeta.INSTANCE).build();
                LongValue lock = store.acquireValueFor("chronicle.write.lock")) {
            assertEquals(Long.MIN_VALUE, lock.getVolatileValue());
            lock.setVolatileValue(ProcessHandle.current().pid());
        }
        try (JournalWriter writer = open(dir)) {
            assertTrue(maker.trades(1).into(writer));
        }
    }

    @Test
    void shouldOpenWhatAWriterKilledWhileMakingAFeedLeft() throws Exception {
        Path dir = temp.resolve("journal");
        Path feedDir = JournalDirectory.feed(dir, 1);
        Files.createDirectories(feedDir);
        // The table's first header says: being written.
        byte[] table = new byte[1 << 17];
        table[3] = (byte) 0x80;
        Files.write(FeedFiles.table(feedDir), table);
        try (JournalWriter writer = open(dir)) {
            assertTrue(new FrameMaker(1, 10).trades(1).into(writer));
        }
    }

    @Test
    void shouldGoOnWhereAWriterWasKilledWhileMakingAFile() throws Exception {
        Path dir = temp.resolve("journal");
        FrameMaker maker = new FrameMaker(1, 10);
        TestClock clock = new TestClock();
        // Nothing of it yet; its room, but no header; its header, being written.
        for (int header : new int[] {-1, 0, 0x80000000}) {
            try (JournalWriter writer = open(dir, clock)) {
                maker.trades(1).into(writer);
            }
            clock.nowNs += TestClock.HOUR_NS;
            int hour = (int) (clock.nowNs / TestClock.HOUR_NS % 24);
            String name = "202311%02d-%02dF.cq4".formatted(hour < 22 ? 15 : 14, hour);
            Path file = JournalDirectory.feed(dir, 1).resolve(name);
            try (RandomAccessFile killed = new RandomAccessFile(file.toFile(), "rw")) {
                if (header != -1) {
                    killed.setLength(80 << 20);
                    killed.writeInt(Integer.reverseBytes(header));
                }
            }
            try (JournalWriter writer = open(dir, clock)) {
                assertEquals(maker.nextSequence, writer.openedAt(1).nextSequence());
                assertTrue(maker.trades(1).into(writer));
            }
            clock.nowNs += TestClock.HOUR_NS;
        }
        try (JournalReader reader = JournalReader.open(dir, 1)) {
            for (long sequence = 1; sequence < maker.nextSequence; sequence++) {
                assertTrue(reader.next());
                assertEquals(sequence, reader.decoder().sequence());
            }
            assertFalse(reader.next());
        }
    }

    /** Reads while the other process writes, from the first frame to ones written since. */
    private static void follow(Path dir, long enough, Process writer) {
        try (JournalReader reader = JournalReader.open(dir, KilledWriter.FEED)) {
            long[] sequence = {0};
            TestProcess.await(
                    () -> {
                        while (sequence[0] < enough + 5_000 && reader.next()) {
                            assertEquals(++sequence[0], reader.decoder().sequence());
                        }
                        return sequence[0] == enough + 5_000 || !writer.isAlive();
                    });
            assertTrue(writer.isAlive());
        }
    }

    private static long assertWithoutHoles(Path dir, long atLeast) {
        try (JournalReader reader = JournalReader.open(dir, KilledWriter.FEED)) {
            long sequence = 0;
            while (reader.next()) {
                assertEquals(++sequence, reader.decoder().sequence());
            }
            assertTrue(sequence >= atLeast, sequence + " frames, " + atLeast + " taken");
            assertEquals(0, reader.rejected());
            assertEquals(0, reader.lost());
            assertTrue(reader.moveToSequence(KilledWriter.SESSION, sequence / 2));
            assertTrue(reader.next());
            assertEquals(sequence / 2, reader.decoder().sequence());
            assertFalse(reader.moveToSequence(KilledWriter.SESSION, sequence + 1));
            return sequence;
        }
    }

    private static String output(Process process) {
        try {
            return TestProcess.output(process);
        } catch (Exception e) {
            return e.toString();
        }
    }

    private static JournalWriter open(Path dir) {
        return open(dir, new TestClock());
    }

    private static JournalWriter open(Path dir, TestClock clock) {
        return JournalWriter.open(dir, JournalSettings.defaults(), clock);
    }
}
