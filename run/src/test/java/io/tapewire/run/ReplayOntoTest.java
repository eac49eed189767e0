package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.subscriber.faults.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal back onto the bus: whole sessions as they were, a part of one as a new session. */
class ReplayOntoTest {
    private static final int TRADES = 1_000;

    @TempDir private Path recorded;
    @TempDir private Path dir;
    private List<byte[]> frames;
    private String tape;
    private String journal;
    private TestBus bus;

    @BeforeEach
    void record() throws IOException {
        tape =
                IntStream.range(0, TRADES)
                        .mapToObj(i -> "%d,S%d,V,1.5,2,S,%d%n".formatted(i, i % 10, i))
                        .collect(Collectors.joining());
        Path file = Files.writeString(recorded.resolve("tape.csv"), TestBus.HEADER + tape);
        try (TestBus first = new TestBus(recorded)) {
            Cli cli = first.run("publish", "--channel=aeron:ipc", "--tape=" + file, "--settle=0");
            assertEquals(0, cli.status(), cli.err());
            assertEquals("COMPLETE at " + (TRADES + 10), first.awaitEnd(1));
            frames = first.takeFrames();
            journal = first.journalDir();
        }
        bus = new TestBus(dir);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    private Cli replay(String... more) {
        String[] args = new String[more.length + 3];
        System.arraycopy(more, 0, args, 3, more.length);
        args[0] = "replay";
        args[1] = "--dir=" + journal;
        args[2] = "--onto=" + TestBus.CHANNEL;
        return bus.run(args);
    }

    @Test
    void shouldRepeatAWholeSessionByteForByte() {
        Cli cli = replay();

        assertEquals(0, cli.status(), cli.err());
        assertEquals("COMPLETE at " + (TRADES + 10), bus.awaitEnd(1));
        assertEquals(tape, bus.takeTrades());
        List<byte[]> again = bus.takeFrames();
        assertEquals(frames.size(), again.size());
        for (int i = 0; i < again.size(); i++) {
            assertArrayEquals(frames.get(i), again.get(i), "frame " + i);
        }
    }

    @Test
    void shouldPublishARangeAsANewSession() {
        Cli cli = replay("--from=1970-01-01T00:00:00.0000001Z", "--symbols=S3,S4@V,S5@W");

        assertEquals(0, cli.status(), cli.err());
        assertTrue(bus.awaitEnd(1).startsWith("COMPLETE at "), bus.awaitEnd(1));
        String expected =
                tape.lines()
                        .skip(100)
                        .filter(line -> line.contains("S3") || line.contains("S4"))
                        .collect(Collectors.joining("\n", "", "\n"));
        assertEquals(expected, bus.takeTrades());
        assertNotEquals(session(frames.get(0)), session(bus.takeFrames().get(0)));
    }

    @Test
    void shouldBeWholeForAReaderThatLosesFrames() {
        Path other = dir.resolve("other");
        bus.close();
        for (String[] more : new String[][] {{}, {"--from=1"}}) {
            Faults faults = Faults.parse("loss=0.3,seed=" + (more.length + 1));
            try (TestBus lossy = new TestBus(other.resolve("reader" + more.length), faults)) {
                bus = lossy;
                Cli cli = replay(more);
                assertEquals(0, cli.status(), cli.err());
                assertTrue(lossy.awaitEnd(1).startsWith("COMPLETE at "), lossy.awaitEnd(1));
                assertEquals(tape, lossy.takeTrades(), "faults " + faults);
                assertTrue(lossy.recovered() > 0, "nothing was lost");
            }
        }
    }

    @Test
    void shouldServeNobodyWhereThatIsSaid() {
        Cli cli = replay("--recovery=none");
        assertEquals(0, cli.status(), cli.err());
        assertEquals("COMPLETE at " + (TRADES + 10), bus.awaitEnd(1));
        assertEquals(tape, bus.takeTrades());
        assertEquals(Tapewire.WRONG_USE, replay("--recovery=0.0.0.0").status());
    }

    private static String session(byte[] frame) {
        return java.util.HexFormat.of().formatHex(frame, 12, 20);
    }

    @Test
    void shouldHoldARate() {
        long startNs = System.nanoTime();
        Cli cli = replay("--pace=2000/s");

        assertEquals(0, cli.status(), cli.err());
        assertEquals("COMPLETE at " + (TRADES + 10), bus.awaitEnd(1));
        // The last frame may hold a few dozen of the items.
        assertTrue(System.nanoTime() - startNs > 450_000_000L, "faster than 2000 a second");
        assertEquals(tape, bus.takeTrades());
    }
}
