package io.tapewire.run;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.BusDriver;
import io.tapewire.driver.DriverSettings;
import io.tapewire.driver.Idle;
import io.tapewire.driver.Layout;
import io.tapewire.journal.JournalSettings;
import io.tapewire.journal.JournalWriter;
import io.tapewire.schemas.FrameDecoder;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.Instrument;
import io.tapewire.schemas.tape.TapeLine;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SessionEnd;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.Trade;
import io.tapewire.subscriber.TradeDecoder;
import io.tapewire.subscriber.faults.Faults;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.SystemEpochNanoClock;

/** A driver, and a subscriber that collects and journals what a command publishes. */
final class TestBus implements AutoCloseable {
    static final String CHANNEL = "aeron:ipc";
    static final String HEADER = new String(TapeLine.header(), StandardCharsets.UTF_8);

    private static final long DEADLINE_NS = TimeUnit.SECONDS.toNanos(30);

    private final FrameDecoder frame = new FrameDecoder();
    private final TapeLine line = new TapeLine();
    private final List<byte[]> frames = new ArrayList<>();
    private final List<String> sessions = new ArrayList<>();
    private final ByteArrayOutputStream trades = new ByteArrayOutputStream();
    private final TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, this::onTrade);
    private final BusDriver driver;
    private final BusConnection connection;
    private final JournalWriter journal;
    private final FeedSubscriber subscriber;

    TestBus(Path dir) {
        this(dir, Faults.NONE);
    }

    TestBus(Path dir, Faults faults) {
        driver =
                BusDriver.standalone(
                        DriverSettings.builder()
                                .aeronDir(dir.resolve("aeron").toString())
                                .layout(Layout.SHARED)
                                .idle(Idle.BACKOFF)
                                .termLengthBytes(1 << 20)
                                .build(),
                        System.err::println);
        connection = BusConnection.attach(driver.aeronDir(), System.err::println);
        journal =
                JournalWriter.open(
                        dir.resolve("journal"),
                        JournalSettings.defaults(),
                        new SystemEpochNanoClock());
        FrameHandler keep = this::onFrame;
        subscriber =
                FeedSubscriber.open(
                        connection,
                        SubscriberSettings.DEFAULT
                                .withLines(new BusAddress(CHANNEL, BusAddress.DEFAULT_STREAM_ID))
                                .withStart(faults.isNone() ? StartPoint.LIVE : StartPoint.BEGINNING)
                                .withFaults(faults),
                        keep,
                        new Sessions());
    }

    private boolean onFrame(DirectBuffer buffer, int offset, int length, long from) {
        if (!journal.onFrame(buffer, offset, length, from)) {
            return false;
        }
        frame.wrapChecked(buffer, offset, length);
        boolean isRepeat = frame.templateId() == FrameDecoder.DEFINITIONS && frame.itemCount() == 0;
        if (frame.templateId() != FrameDecoder.HEARTBEAT && !isRepeat) {
            byte[] bytes = new byte[length];
            buffer.getBytes(offset, bytes);
            frames.add(bytes);
        }
        return decoder.onFrame(buffer, offset, length, from);
    }

    private void onTrade(Trade trade) {
        Instrument of = trade.instrument();
        int length =
                line.format(
                        trade.timeNs(),
                        of.symbolUtf8(),
                        of.venueUtf8(),
                        trade.price(),
                        trade.quantity(),
                        trade.side(),
                        trade.tradeId());
        trades.write(line.bytes(), 0, length);
    }

    /** Runs a command on this bus beside the subscriber, until it ends. */
    Cli run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--driver", driver.aeronDir()));
        CompletableFuture<Cli> running =
                CompletableFuture.supplyAsync(() -> Cli.run(all.toArray(String[]::new)));
        await(running::isDone);
        return running.join();
    }

    void await(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (subscriber.doWork() == 0) {
                LockSupport.parkNanos(100_000);
            }
            if (System.nanoTime() - startNs > DEADLINE_NS) {
                throw new AssertionError("not in time; heard " + sessions);
            }
        }
    }

    /** Waits for the end of the n-th session, counted from 1, and says how it ended. */
    String awaitEnd(int nth) {
        await(() -> sessions.size() >= nth);
        return sessions.get(nth - 1);
    }

    /** The trades heard, as lines of a tape without its header; forgets them. */
    String takeTrades() {
        String text = trades.toString(StandardCharsets.UTF_8);
        trades.reset();
        return text;
    }

    /** The frames heard but for heartbeats and repeats; forgets them. */
    List<byte[]> takeFrames() {
        List<byte[]> taken = List.copyOf(frames);
        frames.clear();
        return taken;
    }

    String journalDir() {
        return Path.of(driver.aeronDir()).resolveSibling("journal").toString();
    }

    long recovered() {
        return subscriber.counts().recoveredFrames();
    }

    void closeJournal() {
        journal.close();
    }

    @Override
    public void close() {
        subscriber.close();
        journal.close();
        connection.close();
        driver.close();
    }

    private final class Sessions implements FeedListener {
        @Override
        public void onSessionEnded(int feedId, long session, long last, SessionEnd end) {
            sessions.add(end + " at " + last);
        }

        @Override
        public void onGapAbandoned(int feedId, long session, long from, long to) {
            sessions.add("gap");
        }
    }
}
