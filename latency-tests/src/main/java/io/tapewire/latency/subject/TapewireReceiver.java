package io.tapewire.latency.subject;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.Tether;
import io.tapewire.latency.trial.Parameters;
import io.tapewire.latency.trial.TrialOutput;
import io.tapewire.schemas.FrameHandler;
import io.tapewire.schemas.TapewireException;
import io.tapewire.subscriber.FeedListener;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.CloseHelper;

/** A subscriber, with a journal where one is asked for. */
final class TapewireReceiver implements TradeReceiver {
    // Chronicle's first frame takes a second of CPU, of which a third thread may get little.
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(20);

    private final BusConnection connection;
    private final Stamps stamps;
    private final InlineJournal inline;
    private final JournalThread separate;
    private final FeedSubscriber subscriber;

    /** Null where there is no journal. */
    private final UsedPages usedPages;

    /**
     * @param parameters say whether there is a journal and where
     * @param cpu of the loop, -1 for none
     * @param stamps null for none
     */
    TapewireReceiver(
            BusConnection connection,
            BusAddress address,
            Parameters parameters,
            int cpu,
            Stamps stamps,
            TradeSink sink) {
        this.connection = connection;
        this.stamps = stamps;
        TapewireTrades trades = new TapewireTrades(sink, stamps);
        TradeDecoder decoder = new TradeDecoder(SymbolChoice.ALL, trades);
        String journal = parameters.text("journal", "off");
        Path journalDir = journal.equals("off") ? null : Path.of(parameters.text("journalPath"));
        inline =
                journal.equals("inline")
                        ? new InlineJournal(decoder, trades, journalDir, cpu)
                        : null;
        separate =
                journal.equals("separate")
                        ? new JournalThread(
                                connection.aeronDir(),
                                address,
                                journalDir,
                                (int) parameters.number("journalCpu", -1))
                        : null;
        if (separate != null && !turnUntil(separate::isReady)) {
            throw new TapewireException("The journal did not open within 20 s.");
        }
        if (inline == null && separate == null && !journal.equals("off")) {
            throw new TapewireException(
                    "Parameter journal=%s: give off, inline or separate.".formatted(journal));
        }
        usedPages =
                journalDir == null
                        ? null
                        : UsedPages.take(
                                journalDir,
                                parameters.number("usedPagesMib", 0) << 20,
                                UsedPages.roomBytes(journalDir),
                                connection::doWork);
        FrameHandler handler = inline == null ? decoder : inline;
        SubscriberSettings settings =
                SubscriberSettings.DEFAULT.withLines(address).withTether(Tether.TETHERED);
        subscriber = FeedSubscriber.open(connection, settings, handler, FeedListener.NONE);
    }

    @Override
    public int doWork() {
        return subscriber.doWork();
    }

    @Override
    public long bytes() {
        return subscriber.bytes();
    }

    @Override
    public void reset() {
        if (stamps != null) {
            stamps.clear();
        }
        CloseHelper.close(usedPages);
    }

    @Override
    public void report(TrialOutput out) {
        if (stamps != null) {
            stamps.writeTo(out);
        }
        if (usedPages != null) {
            out.metric("usedPagesBytes", usedPages.bytes());
        }
        if (inline != null) {
            reportRefused(out, inline.refused());
        }
        if (separate != null) {
            reportSeparate(out);
        }
    }

    private static void reportRefused(TrialOutput out, long frames) {
        if (frames > 0) {
            out.metric("journalRefused", frames);
            out.fail("The journal's disk is full: it refused a frame %d times.".formatted(frames));
        }
    }

    private void reportSeparate(TrialOutput out) {
        turnUntil(() -> separate.bytes() >= subscriber.bytes());
        long missing = subscriber.bytes() - separate.bytes();
        separate.close();
        turnUntil(() -> !separate.isAlive());
        reportRefused(out, separate.refused());
        if (!separate.trouble().isEmpty()) {
            out.fail(separate.trouble());
        } else if (missing > 0) {
            out.fail("The journal was %d bytes behind at the end.".formatted(missing));
        }
    }

    private boolean turnUntil(BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - startNs < PATIENCE_NS) {
            connection.doWork();
        }
        return condition.getAsBoolean();
    }

    @Override
    public void close() {
        subscriber.close();
        if (inline != null) {
            inline.close();
        }
        if (separate != null) {
            separate.close();
        }
        CloseHelper.close(usedPages);
    }
}
