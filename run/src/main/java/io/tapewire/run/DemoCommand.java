package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.recovery.RecoveryEndpoint;
import io.tapewire.journal.JournalReader;
import io.tapewire.journal.JournalReplay;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.SourcePublisher;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.GeneratedTape;
import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.TradeDigest;
import io.tapewire.schemas.pace.Pace;
import io.tapewire.schemas.pace.Pacer;
import io.tapewire.subscriber.FeedSequencer;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import org.agrona.concurrent.IdleStrategy;
import picocli.CommandLine.Command;

/** Shows the whole bus at work in one process, in about twenty seconds. */
@Command(
        name = "demo",
        description =
                "Show the bus at work on loopback: media driver, publisher, subscriber, journal,"
                        + " then replay; about 20 s.")
final class DemoCommand implements Callable<Integer> {
    private static final long WARM_UP_TRADES = 600_000;
    private static final long STEADY_TRADES = 1_400_000;
    private static final String STEADY_PACE = "200k/s";
    private static final long FAST_TRADES = 4_000_000;
    private static final long SEED = 42;
    private static final long MAX_WAIT_NS = TimeUnit.SECONDS.toNanos(10);

    private final Console console;
    private final Shutdown shutdown;
    private final BusAddress address = freeAddress();
    private final TradeDigest published = new TradeDigest();
    private String steadyLatency = "";
    private String fastRate = "";

    DemoCommand(Console console, Shutdown shutdown) {
        this.console = console;
        this.shutdown = shutdown;
    }

    @Override
    public Integer call() {
        Path journalDir = newJournalDir();
        try {
            return demonstrate(journalDir);
        } finally {
            IoUtil.delete(journalDir.toFile(), true);
        }
    }

    private int demonstrate(Path journalDir) {
        DemoReaders readers;
        try (BusConnection connection =
                BusConnection.embedded(DriverSettings.defaults(), console::notice)) {
            console.notice(connection.describe());
            readers = new DemoReaders(connection.aeronDir(), address, journalDir, console);
            readers.start();
            try {
                publish(connection, readers);
            } finally {
                readers.stop(connection);
            }
        }
        if (readers.failure() != null) {
            throw readers.failure();
        }
        return shutdown.isRequested() ? Tapewire.INTERRUPTED : conclude(readers, journalDir);
    }

    private void publish(BusConnection connection, DemoReaders readers) {
        IdleStrategy idle = connection.newIdleStrategy();
        while (!readers.isReady() && readers.isAlive()) {
            idle.idle(connection.doWork());
        }
        PublisherSettings settings =
                PublisherSettings.DEFAULT.withLines(address).withMaxWaitNs(MAX_WAIT_NS);
        try (TradePublisher publisher = TradePublisher.open(connection, settings);
                Serving serving =
                        new Serving(
                                connection, RecoveryEndpoint.LOCAL, publisher.frames(), console)) {
            shutdown.whenRequested(publisher::stopWaiting);
            DutyLoop loop = new DutyLoop(console, shutdown, idle);
            if (!loop.await(publisher::doWork, publisher::isConnected, MAX_WAIT_NS)
                    && !shutdown.isRequested()) {
                throw new TapewireException(
                        "No datagram reached the subscriber on %s: is loopback blocked?"
                                .formatted(address));
            }
            Runnable serve = () -> serve(publisher, serving);
            Pace steady = Pace.parse(STEADY_PACE);
            phase("warm-up", loop, serve, publisher, readers, WARM_UP_TRADES, steady);
            readers.takeLatencies();
            phase("steady", loop, serve, publisher, readers, STEADY_TRADES, steady);
            steadyLatency = percentiles(readers.takeLatencies());
            long startNs = System.nanoTime();
            phase("full speed", loop, serve, publisher, readers, FAST_TRADES, Pace.MAX);
            fastRate = Text.rate(FAST_TRADES, System.nanoTime() - startNs);
            publisher.end(!shutdown.isRequested());
            IntSupplier turn =
                    () -> {
                        serve.run();
                        return publisher.doWork();
                    };
            loop.await(turn, () -> !readers.isAlive(), MAX_WAIT_NS);
        }
    }

    private static void serve(TradePublisher publisher, Serving serving) {
        serving.doWork();
        publisher.announce(serving.address());
    }

    private void phase(
            String name,
            DutyLoop loop,
            Runnable serve,
            TradePublisher publisher,
            DemoReaders readers,
            long trades,
            Pace pace) {
        if (shutdown.isRequested()) {
            return;
        }
        console.line("%s: %s trades, pace %s".formatted(name, Text.count(trades), pace));
        DigestedSource source =
                new DigestedSource(new GeneratedTape(trades, SEED + trades), published);
        SourcePublisher pump = new SourcePublisher(source, publisher, new Pacer(pace));
        long[] shown = {published.count()};
        loop.run(
                () -> {
                    serve.run();
                    return pump.doWork();
                },
                () -> pump.isDone() || !readers.isAlive(),
                ns -> {
                    long grown = published.count() - shown[0];
                    shown[0] = published.count();
                    console.line(progress(readers, Text.rate(grown, ns)));
                    return "";
                });
    }

    private String progress(DemoReaders readers, String rate) {
        return "  published %,11d  received %,11d  %11s  gaps %d"
                .formatted(published.count(), readers.receivedTrades(), rate, readers.gaps());
    }

    private int conclude(DemoReaders readers, Path journalDir) {
        DigestListener replayed = new DigestListener();
        FeedNotices feeds = new FeedNotices(Console.silent());
        long startNs = System.nanoTime();
        try (JournalReader reader = JournalReader.open(journalDir, 1)) {
            TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, replayed);
            JournalReplay replay =
                    new JournalReplay(
                            reader, new Pacer(Pace.MAX), new FeedSequencer(decoder, feeds));
            while (!replay.isDone()) {
                replay.doWork(System.nanoTime());
            }
        }
        long replayNs = System.nanoTime() - startNs;
        console.line("");
        row("published", published);
        row("received", readers.received().digest());
        row("journaled", readers.journaled().digest());
        row("replayed", replayed.digest());
        boolean agree =
                same(published, readers.received().digest())
                        && same(published, readers.journaled().digest())
                        && same(published, replayed.digest());
        console.line("");
        console.line("gaps         " + readers.gaps());
        console.line(
                "latency      " + steadyLatency + " (sealed to listener, " + STEADY_PACE + ")");
        console.line("full speed   " + fastRate + ", journal on");
        console.line("replay       " + Text.rate(replayed.digest().count(), replayNs));
        console.line("");
        console.line(agree ? "All four agree." : "THEY DO NOT AGREE.");
        return agree ? 0 : Tapewire.FAILED;
    }

    private void row(String name, TradeDigest digest) {
        console.line("%-12s %,11d trades, digest %s".formatted(name, digest.count(), digest));
    }

    private static boolean same(TradeDigest a, TradeDigest b) {
        return a.count() == b.count() && a.value() == b.value();
    }

    private static String percentiles(Histogram ns) {
        return "p50 %s, p99 %s, p99.9 %s, max %s"
                .formatted(
                        Text.micros(ns.getValueAtPercentile(50)),
                        Text.micros(ns.getValueAtPercentile(99)),
                        Text.micros(ns.getValueAtPercentile(99.9)),
                        Text.micros(ns.getMaxValue()));
    }

    // Of its own, so that it meets no other demo.
    private static BusAddress freeAddress() {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String channel = "aeron:udp?endpoint=127.0.0.1:" + socket.getLocalPort();
            return new BusAddress(channel, BusAddress.DEFAULT_STREAM_ID);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newJournalDir() {
        try {
            return Files.createTempDirectory("tapewire-demo-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
