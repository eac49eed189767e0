package io.tapewire.subscriber.recovery;

import static io.tapewire.schemas.sbe.RecoveryKind.DEFINITIONS;
import static io.tapewire.schemas.sbe.RecoveryKind.ITEMS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapewire.schemas.TapewireException;
import io.tapewire.schemas.recovery.RecoveryAddress;
import io.tapewire.schemas.sbe.RecoveryResult;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked is answered verbatim, or with exactly what is there no more. */
class RecoveryServiceTest {
    private final Store store = new Store();
    private Service service;
    private RecoverySourceClient client;

    @BeforeEach
    void open() {
        service = new Service(store);
        client = service.client("ring");
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void shouldServeTheFramesThatHoldTheItemsVerbatim() {
        store.definitions(3).trades(10).trades(20).trades(5);
        Answers answers = service.ask(client, ITEMS, 8, 10);
        assertFrames(List.of(store.frame(4), store.frame(14)), answers.frames);
        assertEnd(RecoveryResult.SERVED, 8, 1, 39, answers);
        assertEquals(2, service.server.framesSent());
        assertEquals(1, service.server.requests());
        assertNull(client.failure());
    }

    @Test
    void shouldServeWhatIsThereOfARangeThatReachesPastIt() {
        store.trades(10);
        Answers answers = service.ask(client, ITEMS, 5, 1_000);
        assertFrames(List.of(store.frame(5)), answers.frames);
        assertEnd(RecoveryResult.SERVED, 5, 1, 11, answers);
        assertEnd(RecoveryResult.SERVED, 11, 1, 11, service.ask(client, ITEMS, 11, 10));
        assertEnd(RecoveryResult.SERVED, 5, 1, 11, service.ask(client, ITEMS, 5, 0));
    }

    @Test
    void shouldServeTheEndOfTheSessionWhereTheRangeReachesPastIt() {
        store.trades(10).end();
        assertFrames(List.of(store.frame(1)), service.ask(client, ITEMS, 1, 10).frames);
        assertFrames(
                List.of(store.frame(1), store.sessionEnd()),
                service.ask(client, ITEMS, 1, 11).frames);
        assertFrames(List.of(store.sessionEnd()), service.ask(client, ITEMS, 11, 1).frames);
    }

    @Test
    void shouldServeAllDefinitions() {
        store.definitions(3).trades(10).definitions(2).letGo();
        Answers answers = service.ask(client, DEFINITIONS, 1, 0);
        assertFrames(store.keptDefinitions(), answers.frames);
        assertEnd(RecoveryResult.SERVED, 1, 4, 16, answers);
    }

    @Test
    void shouldSayFromWhereItHasWhatWasLetGo() {
        store.trades(10).trades(10).trades(10).letGo();
        Answers some = service.ask(client, ITEMS, 5, 10);
        assertFrames(List.of(store.frame(11)), some.frames);
        assertEnd(RecoveryResult.GONE, 5, 11, 31, some);
        Answers none = service.ask(client, ITEMS, 2, 3);
        assertFrames(List.of(), none.frames);
        assertEnd(RecoveryResult.GONE, 2, 11, 31, none);
        assertEquals(2, service.server.gone());
    }

    @Test
    void shouldServeWhatIsBehindAHole() {
        store.trades(10).trades(10).trades(10).lose(11);
        Answers answers = service.ask(client, ITEMS, 1, 30);
        assertFrames(List.of(store.frame(1), store.frame(21)), answers.frames);
        assertEnd(RecoveryResult.GONE, 1, 1, 31, answers);
    }

    @Test
    void shouldSayWhatItDoesNotKnow() {
        Answers answers = new Answers();
        service.await(() -> client.request(9, 8, Store.SESSION, ITEMS, 5, 10));
        service.await(() -> client.request(10, Store.FEED_ID, 1, DEFINITIONS, 1, 0));
        service.await(() -> client.poll(answers) >= 0 && answers.ends.size() == 2);
        assertEquals(
                List.of(
                        new Answers.End(9, RecoveryResult.UNKNOWN, 8, Store.SESSION, 5, 0, 0),
                        new Answers.End(10, RecoveryResult.UNKNOWN, Store.FEED_ID, 1, 1, 0, 0)),
                answers.ends);
        assertFrames(List.of(), answers.frames);
    }

    @Test
    void shouldRefuseToBeAskedForTooMuchAtOnce() {
        store.trades(10);
        assertEnd(RecoveryResult.BUSY, 1, 1, 11, service.ask(client, ITEMS, 1, 65_537));
        assertEnd(RecoveryResult.BUSY, 1, 1, 11, service.ask(client, ITEMS, 1, -1));
        assertEnd(RecoveryResult.SERVED, 1, 1, 11, service.ask(client, ITEMS, 1, 65_536));
        Answers last = service.ask(client, ITEMS, Long.MAX_VALUE, 65_536);
        assertEnd(RecoveryResult.SERVED, Long.MAX_VALUE, 1, 11, last);
        assertEquals(2, service.server.busy());
    }

    @Test
    void shouldRefuseAnAddressThatIsNone() {
        for (RecoveryAddress address :
                List.of(
                        new RecoveryAddress("rubbish", 1, "127.0.0.1:1", 2),
                        new RecoveryAddress("aeron:udp?control=127.0.0.1:1", 1, "h:1", 2),
                        new RecoveryAddress("aeron:ipc", 1, "127.0.0.1:1", 2),
                        new RecoveryAddress("aeron:udp?endpoint=h:1", 1, "h:1|mtu=64k", 2),
                        new RecoveryAddress("aeron:udp?endpoint=h:1", 1, "", 2))) {
            TapewireException e =
                    assertThrows(
                            TapewireException.class,
                            () -> RecoverySourceClient.open(service.bus, address, "x"));
            assertFalse(e.getMessage().isEmpty());
        }
    }

    private static void assertEnd(
            RecoveryResult result, long from, long first, long next, Answers answers) {
        assertEquals(
                List.of(
                        new Answers.End(
                                1, result, Store.FEED_ID, Store.SESSION, from, first, next)),
                answers.ends);
    }

    private static void assertFrames(List<byte[]> expected, List<byte[]> frames) {
        assertArrayEquals(expected.toArray(), frames.toArray());
    }
}
