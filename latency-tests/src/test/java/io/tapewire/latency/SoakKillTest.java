package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.tape.TapeLine;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Processes stopped and killed at random moments under load: everyone has the tape at the end. */
@Tag("soak")
@Timeout(2 * Soak.DEADLINE_S)
class SoakKillTest {
    private static final int TRADES = 600_000;
    private static final String PACE = "--pace=60k/s";
    private static final String NEVER_WAIT = "--max-wait=0";
    private static final int BYTES_A_TRADE = 50;
    // Longer than readers wait for what sources may still have.
    private static final int STANDSTILL_S = 6;

    @TempDir private Path dir;
    private ProcessBus bus;
    private Random random;
    private Command witness;

    private static LongStream seeds() {
        return Soak.seeds(3);
    }

    private void open(long seed) {
        random = new Random(seed);
        bus = new ProcessBus(dir, TRADES, seed);
    }

    @AfterEach
    void close() {
        bus.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldBeWholeAfterTheJournalStoodStill(long seed) {
        open(seed);
        bus.driver();
        Command journal = bus.journal();
        witness = bus.subscribe("beginning");
        Command publish = bus.publish(PACE, NEVER_WAIT);
        awaitMoment();
        standStill(journal);
        shouldEndInTime(publish);
        shouldHaveTheTape(journal, witness);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldBeWholeAfterAReaderStoodStill(long seed) {
        open(seed);
        bus.driver();
        Command journal = bus.journal();
        witness = bus.subscribe("beginning");
        Command slow = bus.subscribe("beginning");
        Command publish = bus.publish(PACE, NEVER_WAIT);
        awaitMoment();
        standStill(slow);
        shouldEndInTime(publish);
        shouldHaveTheTape(journal, witness, slow);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldGoOnAfterWhatAKilledReaderProcessed(long seed) {
        open(seed);
        bus.driver();
        Command journal = bus.journal();
        witness = bus.subscribe("beginning");
        Command killed = bus.subscribe("beginning");
        Command publish = bus.publish(PACE, NEVER_WAIT);
        awaitMoment();
        killed.signal("KILL");
        killed.awaitEnd();
        // What it was writing as it died is half a line at most.
        byte[] processed = killed.out();
        int whole = TapeBytes.wholeLines(processed, processed.length);
        int trades = TapeBytes.countLines(processed, whole) - 1;
        pause(random.nextInt(2_000));
        Command another = bus.subscribe(Long.toString(bus.sequenceAfter(trades)));
        shouldEndInTime(publish);
        shouldHaveTheTape(journal, witness);
        bus.shouldHaveAll(another);
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(processed, 0, whole);
        byte[] rest = another.out();
        int header = TapeLine.header().length;
        both.write(rest, header, rest.length - header);
        TapeBytes.assertSame(
                bus.tape(), both.toByteArray(), "what both were told, after " + trades);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldHealAKilledJournal(long seed) {
        open(seed);
        bus.driver();
        Command killed = bus.journal();
        witness = bus.subscribe("beginning");
        Command publish = bus.publish(PACE, NEVER_WAIT);
        awaitMoment();
        killed.signal("KILL");
        killed.awaitEnd();
        pause(random.nextInt(2_000));
        Command journal = bus.journal();
        shouldEndInTime(publish);
        shouldHaveTheTape(journal, witness);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldKeepWhatNobodyHeard(long seed) {
        open(seed);
        bus.driver();
        Command publish = bus.publish(PACE, NEVER_WAIT, "--wait-for-subscriber=0");
        publish.awaitErr("publishing feed");
        pause(1_000 + random.nextInt(4_000));
        Command journal = bus.journal();
        witness = bus.subscribe("beginning");
        shouldEndInTime(publish);
        shouldHaveTheTape(journal, witness);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldSurviveTheDriversDeath(long seed) {
        open(seed);
        Command driver = bus.driver();
        Command journal = bus.journal();
        witness = bus.subscribe("beginning");
        // Odd seeds wait for the next driver, even ones publish into the ring meanwhile.
        Command publish = bus.publish(PACE, seed % 2 == 0 ? NEVER_WAIT : "--max-wait=10");
        for (int kill = 0; kill < 2; kill++) {
            awaitMoment();
            driver.signal("KILL");
            driver.awaitEnd();
            pause(random.nextInt(1_000));
            driver = bus.driver();
        }
        shouldEndInTime(publish);
        shouldHaveTheTape(journal, witness);
        assertTrue(driver.isAlive(), driver::toString);
    }

    /** Some time later, under load: when the witness has written a tenth to a third more. */
    private void awaitMoment() {
        long more = BYTES_A_TRADE * (TRADES / 10L + random.nextInt(TRADES / 5));
        long length = witness.outLength() + more;
        witness.await(
                Soak.DEADLINE_S, "hears " + more + " bytes", () -> witness.outLength() >= length);
    }

    private static void standStill(Command process) {
        process.signal("STOP");
        pause(TimeUnit.SECONDS.toMillis(STANDSTILL_S));
        process.signal("CONT");
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void shouldEndInTime(Command publish) {
        assertEquals(0, publish.awaitEnd(Soak.DEADLINE_S), publish::toString);
        publish.err()
                .lines()
                .filter(line -> line.contains("published "))
                .forEach(line -> Soak.say("%s", line));
    }

    private void shouldHaveTheTape(Command journal, Command... readers) {
        byte[] tape = bus.tape();
        for (Command reader : readers) {
            bus.shouldHaveAll(reader);
            TapeBytes.assertSame(tape, reader.out(), reader.toString());
        }
        bus.shouldHaveAll(journal);
        TapeBytes.assertSame(tape, bus.replay(), "journal: " + journal);
    }
}
