package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalState;
import io.tapewire.journal.JournalWriter;
import io.tapewire.subscriber.FeedSubscriber;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.concurrent.OffsetEpochNanoClock;
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

    JournalCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        FeedNotices feeds = new FeedNotices(console);
        BusAddress address = bus.address();
        boolean whole;
        try (JournalWriter journal =
                        JournalWriter.open(
                                dir, JournalSettings.defaults(), new OffsetEpochNanoClock());
                BusConnection connection = driver.connect(console);
                FeedSubscriber subscriber =
                        FeedSubscriber.open(connection, address, journal, feeds)) {
            console.notice("journaling %s into %s".formatted(address, dir));
            whole = receive(connection, subscriber, journal, feeds);
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

    private boolean receive(
            BusConnection connection,
            FeedSubscriber subscriber,
            JournalWriter journal,
            FeedNotices feeds) {
        PresenceNotices presence = new PresenceNotices(console, subscriber::isConnected);
        JournalState[] told = {journal.state()};
        long[] shown = {0};
        boolean ended =
                new DutyLoop(console, shutdown, connection.newIdleStrategy())
                        .run(
                                () -> turn(connection, subscriber, presence),
                                () -> {
                                    tellState(journal, told);
                                    return untilEnd && feeds.allSessionsEnded();
                                },
                                ns -> progress(journal, feeds, shown, ns));
        if (untilEnd && !ended) {
            console.notice("stopped before the end of the session");
        }
        return ended || !untilEnd;
    }

    private static int turn(
            BusConnection connection, FeedSubscriber subscriber, PresenceNotices presence) {
        DriverOption.requireAlive(connection, "journal");
        int work = subscriber.doWork();
        if (work == 0) {
            presence.check();
        }
        return work;
    }

    private void tellState(JournalWriter journal, JournalState[] told) {
        if (journal.state() != told[0]) {
            told[0] = journal.state();
            console.notice("the journal at %s %s".formatted(dir, told[0].text()));
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
