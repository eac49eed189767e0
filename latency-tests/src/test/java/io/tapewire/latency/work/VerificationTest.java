package io.tapewire.latency.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.subject.TradeSink;
import io.tapewire.latency.subject.TradeTable;
import io.tapewire.latency.trial.Parameters;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final int TRADES = 200_000;

    private final TradeTable trades = new TradeTable(new Parameters(Map.of("instruments", "50")));
    private final Verification verification = new Verification(1);

    private void tell(long fromNumber, long toNumber) {
        for (long number = fromNumber; number <= toNumber; number++) {
            trades.tell(verification, 0, number);
        }
    }

    private String verdict() {
        return verification.verdict(TRADES, trades);
    }

    @Test
    void shouldBelieveWhatArrivedOnceAndInOrder() {
        tell(1, TRADES);
        assertEquals("", verdict());
        assertEquals(0, verification.lost(TRADES));
        assertEquals(TRADES, verification.received());
    }

    @Test
    void shouldFindALossWhereverItIs() {
        tell(1, 999);
        tell(1_003, TRADES);
        assertTrue(verdict().contains("3 were lost"), verdict());
        verification.reset();
        tell(1, TRADES - 1);
        assertTrue(verdict().contains("1 were lost"), verdict());
    }

    @Test
    void shouldFindADouble() {
        tell(1, 500);
        tell(500, TRADES);
        assertTrue(verdict().contains("1 came out of their turn or twice"), verdict());
        assertEquals(0, verification.lost(TRADES));
    }

    @Test
    void shouldFindADoubleThatHidesALoss() {
        tell(1, 500);
        tell(500, 500);
        tell(502, TRADES);
        assertTrue(verdict().contains("1 were lost, 1 came out"), verdict());
    }

    @Test
    void shouldFindChangedContent() {
        for (int field = 0; field < 4; field++) {
            verification.reset();
            tell(1, 77);
            trades.tell(changing(field), 0, 78);
            tell(79, TRADES);
            assertTrue(verdict().contains("not with the content"), "field " + field);
        }
    }

    @Test
    void shouldFindContentUnderAnotherNumber() {
        tell(1, 10);
        trades.tell(renumbering(11), 0, 12);
        trades.tell(renumbering(12), 0, 11);
        tell(13, TRADES);
        assertTrue(verdict().contains("not with the content"), verdict());
    }

    @Test
    void shouldFollowEachFeedByItself() {
        Verification feeds = new Verification(3);
        for (int feed = 3; feed >= 1; feed--) {
            for (long number = feed; number <= TRADES; number += 3) {
                trades.tell(feeds, 0, number);
            }
        }
        assertEquals("", feeds.verdict(TRADES, trades));
        trades.tell(feeds, 0, TRADES + 4);
        assertTrue(feeds.verdict(TRADES + 1, trades).contains("out of"), "a hole in one feed");
    }

    private TradeSink changing(int field) {
        return (scheduledNs, number, instrument, price, quantity, side) ->
                verification.onTrade(
                        scheduledNs,
                        number,
                        instrument + (field == 0 ? 1 : 0),
                        price + (field == 1 ? 1 : 0),
                        quantity + (field == 2 ? 1 : 0),
                        field == 3 ? side ^ 3 : side);
    }

    private TradeSink renumbering(long as) {
        return (scheduledNs, number, instrument, price, quantity, side) ->
                verification.onTrade(scheduledNs, as, instrument, price, quantity, side);
    }
}
