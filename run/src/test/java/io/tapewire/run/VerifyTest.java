package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.schemas.ControlFrameEncoder;
import io.tapewire.schemas.DefinitionFrameEncoder;
import io.tapewire.schemas.FrameSealer;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.Side;
import io.tapewire.schemas.TradeFrameEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.BufferUtil;
import org.agrona.concurrent.SystemEpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verify says of journals that are complete, and of those that are not. */
class VerifyTest {
    private static final int FEED = 7;
    private static final long SESSION = 1_000;
    private static final int TRADES = 5;

    @TempDir private Path dir;
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(BufferUtil.allocateDirectAligned(2_048, 64));
    private final FrameSealer sealer = new FrameSealer(FEED, SESSION);
    private final TradeFrameEncoder trades = new TradeFrameEncoder(sealer, 1_376);
    private final ControlFrameEncoder control = new ControlFrameEncoder(sealer);

    // Sequence 1 defines the instrument, frame n holds trades n*5+2 and on.
    private void journal(boolean ended, int... frames) {
        try (JournalWriter journal =
                JournalWriter.open(
                        dir.resolve("j"), JournalSettings.defaults(), new SystemEpochNanoClock())) {
            DefinitionFrameEncoder definitions = new DefinitionFrameEncoder(sealer, 1_376);
            definitions.begin(buffer, 0);
            definitions.add(new Instrument(0, "BTC", "X"));
            keep(journal, definitions.seal(1, 1));
            for (int frame : frames) {
                trades.begin(buffer, 0);
                for (int i = 0; i < TRADES; i++) {
                    trades.add(frame * TRADES + i, 0, 1_500_000_000, 200_000_000, Side.BUY, i, 0);
                }
                keep(journal, trades.seal(2 + (long) frame * TRADES, 1));
            }
            if (ended) {
                keep(journal, control.sessionEnd(buffer, 0, 2 + 4 * TRADES - 1, true, 1));
            }
        }
    }

    private void keep(JournalWriter journal, int lengthBytes) {
        assertTrue(journal.onFrame(buffer, 0, lengthBytes, 0));
    }

    private Path tape(int trades, int changed) throws IOException {
        StringBuilder text = new StringBuilder(TestBus.HEADER);
        for (int i = 0; i < trades; i++) {
            text.append(i).append(",BTC,X,1.5,").append(i == changed ? 3 : 2);
            text.append(",B,").append(i % TRADES).append('\n');
        }
        return Files.writeString(dir.resolve("tape.csv"), text);
    }

    private Cli verify(String... more) {
        String[] args = new String[3 + more.length];
        args[0] = "verify";
        args[1] = "--dir";
        args[2] = dir.resolve("j").toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return Cli.run(args);
    }

    private static void assertSays(Cli cli, int status, String... clauses) {
        assertEquals(status, cli.status(), cli.out() + cli.err());
        for (String clause : clauses) {
            assertTrue(cli.out().contains(clause), cli.out());
        }
    }

    @Test
    void shouldSayThatAWholeSessionIsComplete() {
        journal(true, 0, 1, 2, 3);
        assertSays(verify(), 0, "feed 7 session 1000: complete: 20 trades, last sequence 21");
    }

    @Test
    void shouldNameWhatIsMissing() {
        journal(true, 0, 2);
        assertSays(verify(), 1, "NOT complete: 10 items are missing in 2 gaps (7 to 11, 17 to 21)");
    }

    @Test
    void shouldSayThatTheEndIsNotThere() {
        journal(false, 0, 1, 2, 3);
        assertSays(verify(), 1, "NOT complete: its end is not there");
    }

    @Test
    void shouldCountWhatIsStoredTwice() {
        journal(true, 0, 1, 1, 2, 3);
        assertSays(verify(), 0, "complete: 5 items are stored twice; 20 trades");
    }

    @Test
    void shouldCompareWithATape() throws IOException {
        journal(true, 0, 1, 2, 3);
        assertSays(verify("--tape", tape(20, -1).toString()), 0, ": complete");
        assertSays(
                verify("--tape", tape(20, 7).toString()),
                1,
                "trade 8 is '7,BTC,X,1.5,2,B,2', but '7,BTC,X,1.5,3,B,2' in ");
        assertSays(verify("--tape", tape(19, -1).toString()), 1, "has 19 trades and the journal");
        assertSays(verify("--tape", tape(21, -1).toString()), 1, "has more than these 20 trades");
    }

    @Test
    void shouldSayInOneSentenceThatThereIsNoJournal() {
        Cli cli = verify();
        assertEquals(1, cli.status());
        assertEquals(1, cli.errLines().size(), cli.err());
    }
}
