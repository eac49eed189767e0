package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.journal.JournalFrames;
import io.tapewire.journal.JournalReader;
import io.tapewire.journal.JournalReplay;
import io.tapewire.publisher.FrameRepublisher;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.SourceAnnouncer;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.run.output.OutputFormat;
import io.tapewire.run.output.TradeOutput;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.schemas.pace.Pacer;
import io.tapewire.schemas.recovery.FramesBySequence;
import io.tapewire.subscriber.FeedSequencer;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import io.tapewire.subscriber.TradeListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.agrona.concurrent.BackoffIdleStrategy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads a journal again: to standard output, or back onto the bus. */
@Command(
        name = "replay",
        description = "Read a journal again: to standard output, or back onto the bus.")
final class ReplayCommand implements Callable<Integer> {
    private static final long MAX_WAIT_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long SUBSCRIBER_WAIT_NS = TimeUnit.SECONDS.toNanos(60);

    private final Console console;
    private final Shutdown shutdown;

    @Option(names = "--dir", paramLabel = "DIR", required = true, description = "The journal.")
    private Path dir;

    @Option(
            names = "--feed",
            paramLabel = "ID",
            description = "Which feed; needed where the journal holds several.")
    private FeedId feed;

    @Option(
            names = "--from",
            paramLabel = "T|SEQ",
            description = "First trade: a sequence, or an exchange time as ns or ISO-8601.")
    private Bound from;

    @Option(names = "--to", paramLabel = "T|SEQ", description = "Last trade, itself included.")
    private Bound to;

    @Mixin private SymbolsOption symbols;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}.")
    private OutputFormat format = OutputFormat.csv;

    @Option(
            names = "--pace",
            paramLabel = "max|original|xN|N/s",
            description = "As fast as possible, as it was published, N times that, or N trades/s.")
    private Pace pace = Pace.MAX;

    @Option(
            names = "--onto",
            paramLabel = "URI",
            description =
                    "Publish onto this Aeron channel: whole sessions byte for byte as they were, a"
                            + " part of one as a new session.")
    private String onto;

    @Option(names = "--stream", paramLabel = "N", description = "Stream of --onto.")
    private int streamId = BusAddress.DEFAULT_STREAM_ID;

    @Mixin private DriverOption driver;

    @Mixin private RecoveryOption recovery;

    @Spec private CommandSpec command;

    private SymbolChoice wanted;
    private BusAddress address;
    private RangeFilter chosen;
    private long refused;

    ReplayCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        FeedNotices feeds = new FeedNotices(console);
        checkOptions();
        try (JournalReader reader = JournalReader.open(dir, chosenFeed())) {
            boolean done = onto == null ? toOutput(reader, feeds) : ontoBus(reader, feeds);
            if (isLossy(reader)) {
                return Tapewire.FAILED;
            }
            return done ? feeds.status(false) : Tapewire.INTERRUPTED;
        }
    }

    /** Everything that is wrong about the options is wrong before the journal is opened. */
    private void checkOptions() {
        wanted = symbols.choice();
        if (onto != null) {
            address = Tapewire.checked(command, () -> new BusAddress(onto, streamId));
        }
        boolean comparable = from != null && to != null && from.isTime() == to.isTime();
        if (comparable && from.value() > to.value()) {
            throw new ParameterException(
                    command.commandLine(), "--from %s is after --to %s.".formatted(from, to));
        }
    }

    private boolean isLossy(JournalReader reader) {
        tell(reader.rejected(), "stored frames are damaged and were passed over");
        tell(reader.lost(), "stored frames could not be reached: the journal's files are damaged");
        tell(refused, "frames were refused by the bus: readers have gaps");
        return reader.rejected() + reader.lost() + refused > 0;
    }

    private void tell(long count, String what) {
        if (count > 0) {
            console.notice(Text.count(count) + " " + what);
        }
    }

    private int chosenFeed() {
        int[] stored = JournalReader.feeds(dir);
        if (feed != null) {
            return feed.value();
        }
        if (stored.length != 1) {
            throw new TapewireException(
                    "%s holds %d feeds%s: name one with --feed."
                            .formatted(dir, stored.length, named(stored)));
        }
        return stored[0];
    }

    private static String named(int[] feeds) {
        return feeds.length == 0
                ? ""
                : Arrays.stream(feeds)
                        .mapToObj(Integer::toUnsignedString)
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    private boolean isWhole() {
        return from == null && to == null && wanted.isAll();
    }

    private boolean toOutput(JournalReader reader, FeedNotices feeds) {
        try (TradeOutput output = format.open(false)) {
            return run(reader, decoder(output), feeds, () -> 0);
        }
    }

    private boolean ontoBus(JournalReader reader, FeedNotices feeds) {
        try (BusConnection connection = driver.connect(console)) {
            return isWhole()
                    ? framesOnto(connection, reader, feeds)
                    : tradesOnto(connection, reader, feeds);
        }
    }

    private boolean framesOnto(BusConnection connection, JournalReader reader, FeedNotices feeds) {
        try (FrameRepublisher bus = FrameRepublisher.open(connection, address, MAX_WAIT_NS);
                JournalFrames stored = new JournalFrames(dir);
                Serving serving = serve(connection, stored);
                SourceAnnouncer announcer = SourceAnnouncer.open(connection, List.of(address))) {
            ReplayedFrames frames = new ReplayedFrames(bus, announcer, serving);
            IntSupplier turn = () -> turn(connection, serving, frames::doWork);
            shutdown.whenRequested(bus::stopWaiting);
            awaitSubscriber(connection, turn, bus::isConnected);
            boolean done = run(reader, frames, feeds, turn);
            linger(connection, serving, turn);
            refused = PublishCommand.refused(bus::frames);
            return done;
        }
    }

    private boolean tradesOnto(BusConnection connection, JournalReader reader, FeedNotices feeds) {
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(address)
                        .withFeedId(chosenFeed())
                        .withMaxWaitNs(MAX_WAIT_NS);
        try (TradePublisher publisher = TradePublisher.open(connection, settings);
                Serving serving = serve(connection, publisher.frames())) {
            IntSupplier turn =
                    () -> {
                        publisher.announce(serving.address());
                        return turn(connection, serving, publisher::doWork);
                    };
            shutdown.whenRequested(publisher::stopWaiting);
            awaitSubscriber(connection, turn, publisher::isConnected);
            TradeRepublisher bus = new TradeRepublisher(publisher);
            FrameHandler trades = decoder(bus);
            boolean done = run(reader, trades, feeds, turn);
            publisher.end(done);
            linger(connection, serving, turn);
            refused = PublishCommand.refused(publisher::frames);
            tell(bus.unknown(), "trades of unknown instruments were left out");
            return done;
        }
    }

    private Serving serve(BusConnection connection, FramesBySequence frames) {
        return recovery.serve(connection, new BusAddress[] {address}, frames, console);
    }

    private static int turn(BusConnection connection, Serving serving, IntSupplier work) {
        DriverOption.requireAlive(connection, "replay");
        serving.doWork();
        return work.getAsInt();
    }

    private void linger(BusConnection connection, Serving serving, IntSupplier turn) {
        DutyLoop loop = new DutyLoop(console, shutdown, connection.newIdleStrategy());
        new Linger(serving).run(loop, turn);
    }

    private void awaitSubscriber(
            BusConnection connection, IntSupplier turn, BooleanSupplier there) {
        DutyLoop loop = new DutyLoop(console, shutdown, connection.newIdleStrategy());
        if (!loop.await(turn, there, SUBSCRIBER_WAIT_NS) && !shutdown.isRequested()) {
            throw new TapewireException(
                    "No subscriber came to %s in %d s: start one there first."
                            .formatted(
                                    address, TimeUnit.NANOSECONDS.toSeconds(SUBSCRIBER_WAIT_NS)));
        }
    }

    private TradeDecoder decoder(TradeListener listener) {
        chosen = new RangeFilter(from, to, listener);
        return new TradeDecoder(wanted, chosen);
    }

    private boolean run(
            JournalReader reader, FrameHandler handler, FeedNotices feeds, IntSupplier also) {
        CountingHandler counted = new CountingHandler(handler);
        JournalReplay replay =
                new JournalReplay(
                        reader,
                        new Pacer(pace),
                        new FeedSequencer(counted, feeds),
                        () -> chosen == null || from == null || chosen.trades() > 0);
        BackoffIdleStrategy idle =
                new BackoffIdleStrategy(100, 10, 1_000, TimeUnit.MICROSECONDS.toNanos(100));
        long startNs = System.nanoTime();
        boolean done =
                new DutyLoop(console, shutdown, idle)
                        .run(
                                () -> replay.doWork(System.nanoTime()) + also.getAsInt(),
                                replay::isDone,
                                ns -> "replayed %s items".formatted(Text.count(counted.items())));
        long elapsedNs = System.nanoTime() - startNs;
        console.line(
                "replayed %s items in %s frames in %s, %s%s; %s"
                        .formatted(
                                Text.count(counted.items()),
                                Text.count(counted.frames()),
                                Text.seconds(elapsedNs),
                                Text.rate(counted.items(), elapsedNs),
                                isWhole()
                                        ? ""
                                        : ", %s trades chosen"
                                                .formatted(Text.count(chosen.trades())),
                                feeds.summary()));
        return done;
    }
}
