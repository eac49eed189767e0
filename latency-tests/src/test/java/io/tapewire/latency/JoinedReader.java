package io.tapewire.latency;

import io.tapewire.driver.BusConnection;
import io.tapewire.subscriber.FeedSubscriber;
import io.tapewire.subscriber.StartPoint;
import io.tapewire.subscriber.SubscriberSettings;
import io.tapewire.subscriber.SymbolChoice;
import io.tapewire.subscriber.TradeDecoder;

/** A reader that joins a feed at one of the start points, and where its trades must begin. */
final class JoinedReader implements AutoCloseable {
    /** Of start points. */
    enum Kind {
        LIVE,
        BEGINNING,
        SEQUENCE,
        TIME,
        AFTER
    }

    final Told told = new Told();
    final Repairs repairs = new Repairs();
    private final Kind kind;
    private final long value;
    private final FeedSubscriber subscriber;

    /**
     * @param value a sequence, or a time of sealing; of no meaning to some kinds
     * @param session that a sequence is of
     */
    JoinedReader(
            BusConnection bus, SubscriberSettings settings, Kind kind, long value, long session) {
        this.kind = kind;
        this.value = value;
        StartPoint start =
                switch (kind) {
                    case LIVE -> StartPoint.LIVE;
                    case BEGINNING -> StartPoint.BEGINNING;
                    case SEQUENCE -> StartPoint.sequence(value);
                    case TIME -> StartPoint.time(value);
                    case AFTER -> StartPoint.after(session, value);
                };
        this.subscriber =
                FeedSubscriber.open(
                        bus,
                        settings.withStart(start),
                        new TradeDecoder(SymbolChoice.ALL, told),
                        repairs);
    }

    int doWork() {
        return subscriber.doWork();
    }

    /**
     * It was told what was published from its start to the end, and nothing was abandoned.
     *
     * @param published all trades
     * @param witness who was told all of them, and so when each was sealed
     */
    void assertWhole(Told published, Told witness, String where) {
        String what = where + this;
        int from =
                switch (kind) {
                    case LIVE -> published.indexOf(repairs.started());
                    case BEGINNING -> 0;
                    case SEQUENCE -> published.indexOf(value);
                    case TIME -> firstSealedAt(witness, value);
                    case AFTER -> published.indexOf(value + 1);
                };
        repairs.assertWhole(what);
        told.assertIsTailOf(published, from, what);
    }

    private static int firstSealedAt(Told witness, long sealTimeNs) {
        int index = 0;
        while (witness.sealTimeNs(index) < sealTimeNs) {
            index++;
        }
        return index;
    }

    @Override
    public String toString() {
        return kind + " " + value;
    }

    @Override
    public void close() {
        subscriber.close();
    }
}
