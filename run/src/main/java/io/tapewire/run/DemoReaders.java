package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.schemas.EpochClock;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.IdleStrategy;

/** The demo's readers, on a thread of their own: a subscriber, and a journal. */
final class DemoReaders implements Runnable {
    private static final long MAX_LATENCY_NS = TimeUnit.MINUTES.toNanos(1);

    private final String aeronDir;
    private final BusAddress address;
    private final Path journalDir;
    private final Console console;
    private final FeedNotices subscriberFeeds;
    private final FeedNotices journalFeeds;
    private final EpochNanoClock clock = new EpochClock();
    private final SingleWriterRecorder latencyNs = new SingleWriterRecorder(MAX_LATENCY_NS, 3);
    private final DigestListener received = new DigestListener();
    private final DigestListener journaled = new DigestListener();
    private final Thread thread = new Thread(this, "tw-readers");
    private volatile boolean ready;
    private volatile boolean stop;
    private volatile long receivedTrades;
    private volatile long gaps;
    private volatile RuntimeException failure;

    DemoReaders(String aeronDir, BusAddress address, Path journalDir, Console console) {
        this.aeronDir = aeronDir;
        this.address = address;
        this.journalDir = journalDir;
        this.console = console;
        this.subscriberFeeds = new FeedNotices(console);
        this.journalFeeds = new FeedNotices(Console.silent());
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        TradeDecoder trades =
                new TradeDecoder(
                        SymbolChoice.ALL,
                        trade -> {
                            latencyNs.recordValue(latency(trade.sealTimeNs()));
                            received.onTrade(trade);
                        });
        SubscriberSettings settings =
                SubscriberSettings.DEFAULT.withLines(address).withStart(StartPoint.BEGINNING);
        TradeDecoder journaledTrades = new TradeDecoder(SymbolChoice.ALL, journaled);
        try (JournalWriter journal =
                        JournalWriter.open(journalDir, JournalSettings.defaults(), clock);
                BusConnection bus = BusConnection.attach(aeronDir, console::notice);
                FeedSubscriber subscriber =
                        FeedSubscriber.open(bus, settings, trades, subscriberFeeds);
                FeedSubscriber journalSubscriber =
                        FeedSubscriber.open(
                                bus, settings, both(journal, journaledTrades), journalFeeds)) {
            ready = true;
            IdleStrategy idle = bus.newIdleStrategy();
            while (!stop && !(bothEnded())) {
                idle.idle(subscriber.doWork() + journalSubscriber.doWork());
                receivedTrades = received.digest().count();
                gaps = subscriberFeeds.gaps() + journalFeeds.gaps();
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private boolean bothEnded() {
        return subscriberFeeds.allSessionsEnded() && journalFeeds.allSessionsEnded();
    }

    private static FrameHandler both(JournalWriter journal, TradeDecoder decoder) {
        return (buffer, offset, length, from) ->
                journal.onFrame(buffer, offset, length, from)
                        && decoder.onFrame(buffer, offset, length, from);
    }

    private long latency(long sealTimeNs) {
        return Math.max(0, Math.min(clock.nanoTime() - sealTimeNs, MAX_LATENCY_NS));
    }

    boolean isReady() {
        return ready;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Ends the thread; what it counted may be read after this.
     *
     * @param driver that the thread needs in order to leave it
     */
    void stop(BusConnection driver) {
        stop = true;
        IdleStrategy idle = driver.newIdleStrategy();
        while (thread.isAlive()) {
            idle.idle(driver.doWork());
        }
    }

    /** What ended the thread before its time; null where nothing did. */
    RuntimeException failure() {
        return failure;
    }

    long receivedTrades() {
        return receivedTrades;
    }

    long gaps() {
        return gaps;
    }

    /** Since the last call: from sealing to the listener, in ns. */
    Histogram takeLatencies() {
        return latencyNs.getIntervalHistogram();
    }

    DigestListener received() {
        return received;
    }

    DigestListener journaled() {
        return journaled;
    }
}
