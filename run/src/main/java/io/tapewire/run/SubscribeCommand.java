package io.tapewire.run;

import io.tapewire.driver.BusConnection;
import io.tapewire.run.output.OutputFormat;
import io.tapewire.run.output.TradeOutput;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.TradeDecoder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Receives feeds and writes their trades. */
@Command(name = "subscribe", description = "Receive trades and write them to standard output.")
final class SubscribeCommand implements Callable<Integer> {
    private final Console console;
    private final Shutdown shutdown;

    @Mixin private BusOptions bus;

    @Mixin private SymbolsOption symbols;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES}.")
    private OutputFormat format = OutputFormat.csv;

    @Option(names = "--until-end", description = "End when the session ends.")
    private boolean untilEnd;

    @Option(
            names = "--from",
            paramLabel = "live|beginning|SEQ|T",
            description =
                    "Where in the session to begin; history comes from whoever still has it."
                            + " Default: the beginning with --until-end, otherwise live.")
    private Start from;

    @Option(
            names = "--when-slow",
            description =
                    "What becomes of it where it cannot keep up: ${COMPLETION-CANDIDATES} (make"
                            + " the others wait).")
    private WhenSlow whenSlow = WhenSlow.recover;

    @Mixin private FaultsOption faults;

    @Spec private CommandSpec command;

    @Mixin private DriverOption driver;

    SubscribeCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        FeedNotices feeds = new FeedNotices(console);
        SubscriberSettings settings = settings();
        TradeOutput output =
                whenSlow == WhenSlow.conflate
                        ? Tapewire.checked(command, format::openConflated)
                        : format.open(true);
        TradeDecoder decoder = new TradeDecoder(symbols.choice(), output);
        boolean whole;
        // The output last: it writes nothing where there is nothing to subscribe to.
        try (BusConnection connection = driver.connect(console);
                FeedSubscriber subscriber =
                        FeedSubscriber.open(connection, settings, decoder, feeds);
                output) {
            console.notice(
                    "subscribed to %s from %s".formatted(settings.lines(), settings.start()));
            whole = receive(connection, subscriber, decoder, output, feeds);
            FaultsOption.summarize(console, subscriber.faults());
            LineReport.write(console, subscriber.lines());
            summarize(decoder, feeds);
        }
        return whole ? feeds.status(untilEnd) : Tapewire.INTERRUPTED;
    }

    private SubscriberSettings settings() {
        StartPoint start = untilEnd ? StartPoint.BEGINNING : StartPoint.LIVE;
        if (from != null) {
            start = from.point();
        } else if (whenSlow == WhenSlow.skip) {
            start = StartPoint.LIVE;
        }
        StartPoint chosen = start;
        return Tapewire.checked(
                command,
                () ->
                        whenSlow.of(
                                SubscriberSettings.DEFAULT
                                        .withLines(bus.addresses())
                                        .withFaults(faults.announced(console)),
                                chosen));
    }

    private boolean receive(
            BusConnection connection,
            FeedSubscriber subscriber,
            TradeDecoder decoder,
            TradeOutput output,
            FeedNotices feeds) {
        PresenceNotices presence = new PresenceNotices(console, subscriber::isConnected);
        long[] shown = {0};
        boolean ended =
                new DutyLoop(console, shutdown, connection.newIdleStrategy())
                        .run(
                                () -> turn(connection, subscriber, output, presence),
                                () ->
                                        subscriber.isLeftBehind()
                                                || untilEnd && feeds.allSessionsEnded(),
                                ns -> progress(decoder, feeds, shown, ns));
        if (untilEnd && !ended) {
            console.notice("stopped before the end of the session");
        }
        return ended || !untilEnd;
    }

    private static int turn(
            BusConnection connection,
            FeedSubscriber subscriber,
            TradeOutput output,
            PresenceNotices presence) {
        DriverOption.requireAlive(connection, "subscribe");
        int work = subscriber.doWork() + output.doWork();
        if (work == 0) {
            output.flush();
            presence.check();
        }
        return work;
    }

    private static String progress(
            TradeDecoder decoder, FeedNotices feeds, long[] shown, long elapsedNs) {
        long grown = decoder.trades() - shown[0];
        shown[0] = decoder.trades();
        return "received %s trades, %s, %s"
                .formatted(
                        Text.count(decoder.trades()), Text.rate(grown, elapsedNs), feeds.summary());
    }

    private void summarize(TradeDecoder decoder, FeedNotices feeds) {
        console.line(
                "received %s trades; %s passed over, %s of unknown instruments; %s"
                        .formatted(
                                Text.count(decoder.trades()),
                                Text.count(decoder.passedOver()),
                                Text.count(decoder.undefined()),
                                feeds.summary()));
    }
}
