package io.tapewire.run;

import io.tapewire.driver.BusConnection;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.SourcePublisher;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.publisher.source.TapeFile;
import io.tapewire.publisher.source.TradeSource;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.schemas.pace.Pacer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import org.agrona.concurrent.BackoffIdleStrategy;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes a tape, or trades made up, as one session of a feed. */
@Command(name = "publish", description = "Publish a tape, or generated trades, as one session.")
final class PublishCommand implements Callable<Integer> {
    private final Console console;
    private final Shutdown shutdown;

    @ArgGroup(multiplicity = "1")
    private Source source;

    private static final class Source {
        @Option(
                names = "--tape",
                paramLabel = "FILE",
                description = "CSV, plain or gzip, with a header row.")
        private Path tape;

        @Option(names = "--generate", paramLabel = "N", description = "Make up N realistic trades.")
        private Long count;
    }

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of --generate: the same seed makes the same tape.")
    private long seed = 1;

    @Option(
            names = "--resume",
            paramLabel = "JOURNAL_DIR",
            description =
                    "Go on with the feed's last session in this journal, whose publisher died:"
                            + " skips what was published, if it is the same.")
    private Path resume;

    @Mixin private BusOptions bus;

    @Option(names = "--feed", paramLabel = "ID", description = "Names the feed, 0 to 4294967295.")
    private FeedId feed = FeedId.DEFAULT;

    @Option(
            names = "--pace",
            paramLabel = "max|original|xN|N/s",
            description =
                    "As fast as possible, as the tape's times say, N times that, or N trades/s.")
    private Pace pace = Pace.MAX;

    @Option(
            names = "--max-wait",
            paramLabel = "SECONDS",
            description =
                    "Longest wait for readers that are behind; 0 never waits: what is refused is"
                            + " counted, and a gap to readers.")
    private Seconds maxWait = new Seconds(10);

    @Option(
            names = "--wait-for-subscriber",
            paramLabel = "SECONDS",
            description = "Longest wait for a first subscriber; 0 starts at once.")
    private Seconds subscriberWait = new Seconds(60);

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            description = "Once the first is there, wait so long for others to join.")
    private Seconds settle = new Seconds(1);

    @Mixin private DriverOption driver;

    @Mixin private RecoveryOption recovery;

    @Spec private CommandSpec command;

    private JournaledPart before;

    PublishCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        PublisherSettings settings =
                PublisherSettings.DEFAULT
                        .withLines(bus.addresses())
                        .withFeedId(feed.value())
                        .withMaxWaitNs(maxWait.ns());
        // The files first: a wrong name is not to start a driver.
        try (TradeSource trades = openSource()) {
            return resume == null || skipPublished(trades)
                    ? publish(settings, trades)
                    : Tapewire.INTERRUPTED;
        }
    }

    private boolean skipPublished(TradeSource trades) {
        before = new JournaledPart(resume, feed, trades);
        try (JournaledPart part = before) {
            boolean done =
                    new DutyLoop(console, shutdown, new BackoffIdleStrategy())
                            .run(
                                    part::doWork,
                                    part::isDone,
                                    ns ->
                                            "compared %s trades"
                                                    .formatted(Text.count(part.trades())));
            if (done) {
                console.notice(
                        "resuming session %d at sequence %d, after %s trades"
                                .formatted(
                                        part.resumption().session(),
                                        part.resumption().nextSequence(),
                                        Text.count(part.trades())));
            }
            return done;
        }
    }

    private int publish(PublisherSettings settings, TradeSource trades) {
        try (BusConnection connection = driver.connect(console);
                TradePublisher publisher = openPublisher(connection, settings);
                Serving serving =
                        recovery.serve(connection, bus.addresses(), publisher.frames(), console)) {
            shutdown.whenRequested(publisher::stopWaiting);
            console.notice("publishing feed %s to %s".formatted(feed, settings.lines()));
            if (!awaitSubscriber(connection, publisher, serving)) {
                return shutdown.isRequested() ? Tapewire.INTERRUPTED : Tapewire.FAILED;
            }
            return publish(connection, publisher, serving, trades);
        }
    }

    private TradeSource openSource() {
        return source.tape != null
                ? TapeFile.open(source.tape)
                : Tapewire.checked(command, () -> new GeneratedTape(source.count, seed));
    }

    private TradePublisher openPublisher(BusConnection connection, PublisherSettings settings) {
        return before == null
                ? TradePublisher.open(connection, settings)
                : TradePublisher.resume(connection, settings, before.resumption());
    }

    private boolean awaitSubscriber(
            BusConnection connection, TradePublisher publisher, Serving serving) {
        if (subscriberWait.ns() == 0 || publisher.isConnected()) {
            return true;
        }
        console.notice("waiting up to %s s for a subscriber".formatted(subscriberWait));
        DutyLoop loop = new DutyLoop(console, shutdown, connection.newIdleStrategy());
        IntSupplier turn = () -> turn(connection, publisher, serving, publisher::doWork);
        if (!loop.await(turn, publisher::isConnected, subscriberWait.ns())) {
            console.notice(
                    shutdown.isRequested()
                            ? "stopped before a subscriber came"
                            : ("no subscriber came in %s s: start one on the same channel and"
                                            + " stream, or give --wait-for-subscriber=0")
                                    .formatted(subscriberWait));
            return false;
        }
        loop.await(turn, () -> false, settle.ns());
        return !shutdown.isRequested();
    }

    private int publish(
            BusConnection connection,
            TradePublisher publisher,
            Serving serving,
            TradeSource trades) {
        boolean atTrade = before != null && before.isAtTrade();
        SourcePublisher pump = new SourcePublisher(trades, publisher, new Pacer(pace), atTrade);
        long startNs = System.nanoTime();
        long[] shown = {0};
        try {
            boolean done =
                    new DutyLoop(console, shutdown, connection.newIdleStrategy())
                            .run(
                                    () -> turn(connection, publisher, serving, pump::doWork),
                                    pump::isDone,
                                    ns -> progress(publisher, pump, shown, ns));
            PublishResult end = publisher.end(done);
            int status = summarize(publisher, pump, startNs, done, end);
            linger(connection, publisher, serving);
            return status;
        } catch (TapewireException e) {
            publisher.end(false);
            summarize(publisher, pump, startNs, false, PublishResult.SENT);
            linger(connection, publisher, serving);
            throw e;
        }
    }

    // The latest frames are here and nowhere else, where no journal has them.
    private void linger(BusConnection connection, TradePublisher publisher, Serving serving) {
        DutyLoop loop = new DutyLoop(console, shutdown, connection.newIdleStrategy());
        IntSupplier turn = () -> turn(connection, publisher, serving, publisher::doWork);
        new Linger(serving).run(loop, turn);
    }

    private static int turn(
            BusConnection connection, TradePublisher publisher, Serving serving, IntSupplier work) {
        DriverOption.requireAlive(connection, "publish");
        serving.doWork();
        publisher.announce(serving.address());
        return work.getAsInt();
    }

    private static String progress(
            TradePublisher publisher, SourcePublisher pump, long[] shown, long elapsedNs) {
        long grown = pump.published() - shown[0];
        shown[0] = pump.published();
        return "published %s trades, %s, %s frames refused"
                .formatted(
                        Text.count(pump.published()),
                        Text.rate(grown, elapsedNs),
                        Text.count(refused(publisher::frames)));
    }

    private int summarize(
            TradePublisher publisher,
            SourcePublisher pump,
            long startNs,
            boolean done,
            PublishResult end) {
        long elapsedNs = System.nanoTime() - startNs;
        console.line(
                "published %s trades in %s, %s; session %d, %s frames, %s, %s refused, %s waits"
                        .formatted(
                                Text.count(pump.published()),
                                Text.seconds(elapsedNs),
                                Text.rate(pump.published(), elapsedNs),
                                publisher.session(),
                                Text.count(publisher.frames(PublishResult.SENT)),
                                Text.bytes(publisher.bytesSent()),
                                Text.count(refused(publisher::frames)),
                                Text.count(publisher.waits())));
        if (end.isRefused()) {
            console.notice("the end of the session was " + end.text());
            return Tapewire.FAILED;
        }
        if (refused(publisher::frames) > 0) {
            console.notice("not every frame was sent live: readers are to ask for those");
        }
        return done ? 0 : Tapewire.INTERRUPTED;
    }

    /** Frames that were not sent, by who counts frames by what became of them. */
    static long refused(ToLongFunction<PublishResult> frames) {
        long refused = 0;
        for (PublishResult result : PublishResult.values()) {
            refused += result.isRefused() ? frames.applyAsLong(result) : 0;
        }
        return refused;
    }
}
