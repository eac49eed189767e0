package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.run.output.OutputFormat;
import io.tapewire.run.output.TradeOutput;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.TradeDecoder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin private DriverOption driver;

    SubscribeCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        FeedNotices feeds = new FeedNotices(console);
        BusAddress address = bus.address();
        TradeOutput output = format.open(true);
        TradeDecoder decoder = new TradeDecoder(symbols.choice(), output);
        boolean whole;
        // The output last: it writes nothing where there is nothing to subscribe to.
        try (BusConnection connection = driver.connect(console);
                FeedSubscriber subscriber =
                        FeedSubscriber.open(connection, address, decoder, feeds);
                output) {
            console.notice("subscribed to " + address);
            whole = receive(connection, subscriber, decoder, output, feeds);
            summarize(decoder, feeds);
        }
        return whole ? feeds.status(untilEnd) : Tapewire.INTERRUPTED;
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
                                () -> untilEnd && feeds.allSessionsEnded(),
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
        int work = subscriber.doWork();
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
