package io.tapewire.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.driver.BusConnection;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.driver.recovery.RecoveryServer;
import io.tapewire.publisher.PublishResult;
import io.tapewire.publisher.PublisherSettings;
import io.tapewire.publisher.TradePublisher;
import io.tapewire.publisher.source.TradeSource;
import io.tapewire.schemas.Instrument;
import java.util.function.IntSupplier;

/** A feed published from a tape, its frames served, on one thread; keeps what it published. */
final class ServedFeed implements AutoCloseable {
    final TradePublisher publisher;
    final RecoveryServer server;
    final Told published = new Told();
    private final TradeSource tape;
    private int definitions;

    ServedFeed(BusConnection bus, PublisherSettings settings, TradeSource tape) {
        this.tape = tape;
        this.publisher = TradePublisher.open(bus, settings);
        this.server = RecoveryServer.open(bus, RecoveryLimits.DEFAULT, publisher.frames());
        publisher.announce(server.address());
    }

    /** Publishes so many trades, or what is left; answers false at the end of the tape. */
    boolean publish(int trades) {
        for (int i = 0; i < trades; i++) {
            if (!tape.advance()) {
                return false;
            }
            String symbol = tape.symbol(tape.instrument());
            String venue = tape.venue(tape.instrument());
            int id = publisher.addInstrument(symbol, venue);
            definitions = Math.max(definitions, id + 1);
            publisher.publish(
                    tape.timeNs(), id, tape.price(), tape.quantity(), tape.side(), tape.tradeId());
            published.add(
                    definitions + published.count() + 1L,
                    tape.timeNs(),
                    new Instrument(id, symbol, venue).contentHash(),
                    tape.price(),
                    tape.quantity(),
                    tape.side(),
                    tape.tradeId());
        }
        return true;
    }

    int doWork() {
        return publisher.doWork() + server.doWork();
    }

    /** Publishes until so many trades were, with a turn of the readers after every few frames. */
    void publishTo(int trades, IntSupplier readers) {
        while (published.count() < trades) {
            if (!publish(Math.min(200, trades - published.count()))) {
                return;
            }
            doWork();
            readers.getAsInt();
        }
    }

    void end() {
        assertEquals(PublishResult.SENT, publisher.end(true));
    }

    @Override
    public void close() {
        server.close();
        publisher.close();
    }
}
