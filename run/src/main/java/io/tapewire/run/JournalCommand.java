package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusCounter;
import io.tapewire.driver.BusCounters;
import io.tapewire.journal.JournalFrames;
import io.tapewire.journal.JournalPosition;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalState;
import io.tapewire.journal.JournalWriter;
import io.tapewire.publisher.SourceAnnouncer;
import io.tapewire.schemas.EpochClock;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Receives feeds and stores their frames. */
@Command(name = "journal", description = "Receive feeds and store their frames as they travelled.")
final class JournalCommand implements Callable<Integer> {
    private final Console console;
    private final Shutdown shutdown;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            required = true,
            description = "Directory of the journal; made where it is absent.")
    private Path dir;

    @Mixin private BusOptions bus;

    @Option(names = "--until-end", description = "End when the session ends.")
    private boolean untilEnd;

    @Mixin private DriverOption driver;

    @Mixin private RecoveryOption recovery;

    @Mixin private FaultsOption faults;

    JournalCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        BusAddress[] lines = bus.addresses();
        boolean whole;
        FeedNotices feeds = new FeedNotices(console);
        try (JournalWriter journal =
                        JournalWriter.open(dir, JournalSettings.defaults(), new EpochClock());
                JournalFrames frames = new JournalFrames(dir);
                BusConnection connection = driver.connect(console);
                Serving serving = recovery.serve(connection, lines, frames, console);
                SourceAnnouncer announcer = SourceAnnouncer.open(connection, List.of(lines));
                FeedSubscriber subscriber =
                        FeedSubscriber.open(connection, settings(lines, journal), journal, feeds);
                BusCounters counters = counters(connection, journal)) {
            feeds.onEachSession(announcer::add);
            console.notice("journaling %s into %s".formatted(List.of(lines), dir));
            IntSupplier turn =
                    () -> {
                        serving.doWork();
                        subscriber.neverAsk(serving.address());
                        counters.update(System.nanoTime());
                        return turn(connection, subscriber) + announcer.doWork(serving.address());
                    };
            whole = receive(connection, subscriber, journal, feeds, turn);
            if (untilEnd && whole) {
                DutyLoop loop = new DutyLoop(console, shutdown, connection.newIdleStrategy());
                new Linger(serving).run(loop, turn);
            }
            FaultsOption.summarize(console, subscriber.faults());
            LineReport.write(console, subscriber.lines());
            console.line(
                    "journaled %s frames, %s, into %s; %s"
                            .formatted(
                                    Text.count(journal.frames()),
                                    Text.bytes(journal.bytes()),
                                    dir,
                                    feeds.summary()));
        }
        return whole ? feeds.status(untilEnd) : Tapewire.INTERRUPTED;
    }

    // From where the journal ends, in a session that it knows; otherwise from the beginning.
    private SubscriberSettings settings(BusAddress[] lines, JournalWriter journal) {
        StartPoint start =
                StartPoint.after(
                        (feedId, session) -> {
                            JournalPosition position = journal.openedAt(feedId);
                            return position != null && position.session() == session
                                    ? position.nextSequence()
                                    : 1;
                        });
        return SubscriberSettings.DEFAULT
                .withLines(lines)
                .withFaults(faults.announced(console))
                .withStart(start);
    }

    private BusCounters counters(BusConnection connection, JournalWriter journal) {
        String where = "dir=" + dir;
        return BusCounters.open(connection)
                .add(BusCounter.FRAMES_JOURNALED, where, journal::frames)
                .add(BusCounter.BYTES_JOURNALED, where, journal::bytes)
                .add(BusCounter.JOURNAL_REFUSALS, where, journal::refused);
    }

    private boolean receive(
            BusConnection connection,
            FeedSubscriber subscriber,
            JournalWriter journal,
            FeedNotices feeds,
            IntSupplier turn) {
        PresenceNotices presence = new PresenceNotices(console, subscriber::isConnected);
        JournalState[] told = {journal.state()};
        long[] shown = {0};
        boolean ended =
                new DutyLoop(console, shutdown, connection.newIdleStrategy())
                        .run(
                                turn,
                                () -> {
                                    presence.check();
                                    tellState(journal, told);
                                    return untilEnd && feeds.allSessionsEnded();
                                },
                                ns -> progress(journal, feeds, shown, ns));
        if (untilEnd && !ended) {
            console.notice("stopped before the end of the session");
        }
        return ended || !untilEnd;
    }

    private static int turn(BusConnection connection, FeedSubscriber subscriber) {
        DriverOption.requireAlive(connection, "journal");
        return subscriber.doWork();
    }

    private void tellState(JournalWriter journal, JournalState[] told) {
        if (journal.state() != told[0]) {
            told[0] = journal.state();
            console.notice("the journal at %s is %s".formatted(dir, told[0].text()));
        }
    }

    private static String progress(
            JournalWriter journal, FeedNotices feeds, long[] shown, long elapsedNs) {
        long grown = journal.bytes() - shown[0];
        shown[0] = journal.bytes();
        return "journaled %s frames, %s, %s B/s, %s"
                .formatted(
                        Text.count(journal.frames()),
                        Text.bytes(journal.bytes()),
                        Text.rate(grown, elapsedNs).replace("/s", ""),
                        feeds.summary());
    }
}
