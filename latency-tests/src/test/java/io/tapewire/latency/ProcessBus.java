package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.tape.TapeLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The roles of a bus as processes, none of which outlives this object; and what they carry. */
final class ProcessBus implements AutoCloseable {
    private static final String CHANNEL =
            "--channel=aeron:udp?endpoint=239.192.84.95:40595|interface=127.0.0.1";

    private final Path dir;
    private final long trades;
    private final long seed;
    private final Deque<Command> started = new ArrayDeque<>();

    /**
     * @param seed of the tape
     */
    ProcessBus(Path dir, long trades, long seed) {
        this.dir = dir;
        this.trades = trades;
        this.seed = seed;
    }

    Command driver() {
        return start("driver", "--dir", aeronDir()).awaitErr("Ctrl-C ends it");
    }

    /** One that is left behind where it is slow. */
    Command subscribe(String from) {
        return attached("subscribe", "--when-slow=recover", "--from=" + from, faults())
                .awaitErr("subscribed to");
    }

    Command journal() {
        return attached("journal", "--dir=" + journalDir(), faults()).awaitErr("journaling");
    }

    // Gaps that are open when somebody dies.
    private String faults() {
        return "--faults=loss=0.01,seed=" + seed;
    }

    Command publish(String... more) {
        List<String> args = new ArrayList<>(List.of("publish", "--generate=" + trades));
        args.addAll(List.of("--seed=" + seed, "--settle=0.2"));
        args.addAll(List.of(more));
        return attached(args.toArray(String[]::new));
    }

    private Command attached(String... args) {
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = CHANNEL;
        all[args.length + 1] = "--driver=" + aeronDir();
        return start(all);
    }

    private Command start(String... args) {
        Command command = Command.start(dir, args);
        started.push(command);
        return command;
    }

    private String aeronDir() {
        return dir.resolve("aeron").toString();
    }

    private Path journalDir() {
        return dir.resolve("journal");
    }

    /**
     * Waits until it has heard the end of the session, and stops it: it must have missed nothing.
     */
    void shouldHaveAll(Command reader) {
        reader.await(
                Soak.DEADLINE_S,
                "hears the end",
                () -> reader.err().contains("ended complete at sequence"));
        reader.signal("TERM");
        assertEquals(0, reader.awaitEnd(Soak.DEADLINE_S), reader::toString);
    }

    byte[] replay() {
        Command replay = start("replay", "--dir=" + journalDir());
        assertEquals(0, replay.awaitEnd(Soak.DEADLINE_S), replay::toString);
        return replay.out();
    }

    /** What is published, as text. */
    byte[] tape() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(TapeLine.header());
        TapeLine line = new TapeLine();
        NumberedTape copy = new NumberedTape(new GeneratedTape(trades, seed));
        while (copy.advance()) {
            int length =
                    line.format(
                            copy.tape.timeNs(),
                            utf8(copy.symbol()),
                            utf8(copy.venue()),
                            copy.tape.price(),
                            copy.tape.quantity(),
                            copy.tape.side(),
                            copy.tape.tradeId());
            text.write(line.bytes(), 0, length);
        }
        return text.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sequence of the trade after the first so many. */
    long sequenceAfter(int count) {
        NumberedTape copy = new NumberedTape(new GeneratedTape(trades, seed));
        for (int i = 0; i <= count; i++) {
            copy.advance();
        }
        return copy.sequence();
    }

    @Override
    public void close() {
        started.forEach(Command::close);
    }
}
