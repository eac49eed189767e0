package io.tapewire.subscriber.recovery;

import static io.tapewire.schemas.sbe.RecoveryKind.DEFINITIONS;
import static io.tapewire.schemas.sbe.RecoveryKind.ITEMS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.ExclusivePublication;
import io.tapewire.driver.BusConnection;
import io.tapewire.driver.recovery.RecoveryLimits;
import io.tapewire.schemas.FrameStatus;
import io.tapewire.schemas.sbe.RecoveryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Clients of one server, good, mad and dead. */
class RecoveryClientsTest {
    private static final long SEED = 0x7A9E;
    private static final long IDLE_NS = TimeUnit.MINUTES.toNanos(10);

    private final Store store = new Store().definitions(2).manyTrades(400);

    @Test
    void shouldGiveEachClientItsOwnAnswersAlone() {
        try (Service service = new Service(store)) {
            List<RecoverySourceClient> clients = new ArrayList<>();
            List<Answers> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                clients.add(service.client("client " + i));
                answers.add(new Answers());
            }
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 5; i++) {
                    RecoverySourceClient client = clients.get(i);
                    int id = 100 * i + round;
                    long from = 3 + 33L * id % 400;
                    service.await(
                            () -> client.request(id, Store.FEED_ID, Store.SESSION, ITEMS, from, 1));
                }
                int ends = round + 1;
                service.await(() -> poll(clients, answers, ends));
            }
            for (int i = 0; i < 5; i++) {
                assertEquals(10, answers.get(i).frames.size());
                for (int round = 0; round < 10; round++) {
                    int id = 100 * i + round;
                    assertEquals(id, answers.get(i).ends.get(round).requestId());
                    assertArrayEquals(
                            store.frame(3 + 33L * id % 400), answers.get(i).frames.get(round));
                }
            }
        }
    }

    private static boolean poll(
            List<RecoverySourceClient> clients, List<Answers> answers, int ends) {
        boolean all = true;
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).poll(answers.get(i));
            all &= answers.get(i).ends.size() == ends;
        }
        return all;
    }

    @Test
    void shouldServeAGoodClientBesideOneThatFloodsAndNeverTakesItsAnswers() {
        RecoveryLimits limits = new RecoveryLimits(8, 16, 65_536, 64, 256L << 20, IDLE_NS);
        try (Service service = new Service(store, limits)) {
            RecoverySourceClient mad = service.client("mad");
            RecoverySourceClient good = service.client("good");
            Random random = new Random(SEED);
            long asked = 0;
            for (int i = 0; i < 20_000; i++) {
                int count = random.nextInt(4) == 0 ? random.nextInt() : 65_536;
                int feed = random.nextInt(8) == 0 ? random.nextInt() : Store.FEED_ID;
                var kind = random.nextInt(3) == 0 ? DEFINITIONS : ITEMS;
                asked += mad.request(i, feed, Store.SESSION, kind, 1, count) ? 1 : 0;
                service.server.doWork();
                if (i % 1_000 == 0) {
                    Answers answers = service.ask(good, ITEMS, 3, 330);
                    assertEquals(10, answers.frames.size());
                    assertEquals(RecoveryResult.SERVED, answers.ends.get(0).result());
                }
            }
            // Its own window is full of requests, and its answers' window of answers.
            assertTrue(asked < 20_000, "all " + asked + " were taken");
            assertTrue(service.server.bytesSent() < 2 << 20, "sent " + service.server.bytesSent());

            // Once it takes what it asked for, it is served again, to the last request.
            Answers late = new Answers();
            long all = asked;
            service.await(() -> mad.poll(late) >= 0 && late.ends.size() == all);
        }
    }

    @Test
    void shouldAnswerAsBusyWhatIsBeyondItsQueue() {
        RecoveryLimits limits = new RecoveryLimits(8, 4, 65_536, 1, 256L << 20, IDLE_NS);
        try (Service service = new Service(store, limits)) {
            RecoverySourceClient client = service.client("eager");
            for (int i = 0; i < 12; i++) {
                int id = i;
                service.bus.doWork();
                assertTrue(client.request(id, Store.FEED_ID, Store.SESSION, ITEMS, 1, 3_300));
            }
            Answers answers = new Answers();
            service.await(() -> client.poll(answers) >= 0 && answers.ends.size() == 12);
            List<Long> busy = new ArrayList<>();
            List<Long> served = new ArrayList<>();
            answers.ends.forEach(
                    end ->
                            (end.result() == RecoveryResult.BUSY ? busy : served)
                                    .add(end.requestId()));
            assertEquals(List.of(0L, 1L, 2L, 3L), served);
            assertEquals(8, busy.size());
            assertEquals(8, service.server.busy());
            assertEquals(4 * 101, answers.frames.size());
        }
    }

    @Test
    void shouldKeepToItsBytesASecond() {
        RecoveryLimits limits = new RecoveryLimits(8, 16, 65_536, 64, 1 << 20, IDLE_NS);
        try (Service service = new Service(store, limits)) {
            RecoverySourceClient client = service.client("hungry");
            long startNs = System.nanoTime();
            Answers answers = service.ask(client, ITEMS, 1, 33 * 400);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            assertEquals(401, answers.frames.size());
            double bytes = service.server.bytesSent() - (1 << 20) / 100 - 2_000;
            assertTrue(bytes / seconds <= 1 << 20, bytes + " bytes in " + seconds + " s");
        }
    }

    @Test
    void shouldCountGarbageByNameAndIgnoreIt() {
        try (Service service = new Service(store)) {
            RecoverySourceClient client = service.client("good");
            ExclusivePublication garbage = garbagePublication(service);
            service.await(garbage::isConnected);
            service.await(() -> service.server.clients() == 2);
            Random random = new Random(SEED);
            byte[] bytes = new byte[200];
            random.nextBytes(bytes);
            byte[] frame = store.frame(3);
            service.await(() -> garbage.offer(new UnsafeBuffer(bytes)) > 0);
            service.await(() -> garbage.offer(new UnsafeBuffer(bytes), 0, 20) > 0);
            service.await(() -> garbage.offer(new UnsafeBuffer(frame)) > 0);
            service.await(() -> garbage.offer(new UnsafeBuffer(new byte[4_000])) > 0);
            service.await(() -> service.server.malformed() >= 6);
            assertEquals(1, service.server.rejected(FrameStatus.FOREIGN_SCHEMA));
            assertEquals(1, service.server.rejected(FrameStatus.TOO_SHORT));
            assertEquals(3, service.server.rejected(FrameStatus.FRAGMENT));
            assertEquals(6, service.server.malformed());
            assertEquals(1, service.ask(client, ITEMS, 3, 1).frames.size());
        }
    }

    // Asks for a response stream as a client does, and then sends what it likes.
    private static ExclusivePublication garbagePublication(Service service) {
        var aeron = service.bus.aeron();
        var address = service.server.address();
        long responses =
                aeron.addSubscription(
                                "aeron:udp?control-mode=response|control="
                                        + address.responseControl(),
                                address.responseStreamId())
                        .registrationId();
        return aeron.addExclusivePublication(
                address.requestChannel() + "|response-correlation-id=" + responses,
                address.requestStreamId());
    }

    @Test
    void shouldTurnAwayWhoAsksWithoutAResponseChannel() {
        try (Service service = new Service(store)) {
            RecoverySourceClient client = service.client("good");
            var address = service.server.address();
            ExclusivePublication deaf =
                    service.bus
                            .aeron()
                            .addExclusivePublication(
                                    address.requestChannel(), address.requestStreamId());
            service.await(() -> service.server.clients() == 2);
            service.await(() -> !deaf.isConnected());
            assertTrue(service.bus.isAlive());
            assertEquals(1, service.ask(client, ITEMS, 3, 1).frames.size());
        }
    }

    @Test
    void shouldConnectNoMoreClientsThanItsLimitUntilOneGoes() {
        try (Service service =
                new Service(store, new RecoveryLimits(2, 4, 100, 8, 1 << 20, IDLE_NS))) {
            RecoverySourceClient first = service.client("first");
            service.client("second");
            RecoverySourceClient third = service.open("third");
            long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            service.await(() -> System.nanoTime() - untilNs > 0 || third.isReady());
            assertFalse(third.isReady());
            assertEquals(2, service.server.clients());
            first.close();
            service.await(third::isReady);
            assertEquals(1, service.ask(third, ITEMS, 3, 1).frames.size());
        }
    }

    @Test
    void shouldLetGoOfIdleClientsWhereOthersWait() {
        long idleNs = TimeUnit.MILLISECONDS.toNanos(300);
        RecoveryLimits limits = new RecoveryLimits(2, 4, 100, 8, 1 << 20, idleNs);
        try (Service service = new Service(store, limits)) {
            RecoverySourceClient idle = service.client("idle");
            RecoverySourceClient busy = service.client("busy");
            long untilNs = System.nanoTime() + 2 * idleNs;
            service.await(() -> System.nanoTime() - untilNs > 0);
            assertTrue(idle.isReady(), "was let go though nobody waited");
            RecoverySourceClient third = service.open("third");
            service.await(
                    () -> {
                        assertEquals(1, service.ask(busy, ITEMS, 3, 1).frames.size());
                        return third.isReady();
                    });
            assertEquals(1, service.server.letGo());
            assertTrue(busy.isReady(), "the wrong one was let go");
            assertEquals(1, service.ask(third, ITEMS, 3, 1).frames.size());
            service.await(
                    () ->
                            pollAll(idle, busy, third)
                                    && !idle.request(9, Store.FEED_ID, Store.SESSION, ITEMS, 3, 1));
            // Once it is to ask it comes again, and finds room where another is idle.
            service.await(() -> pollAll(idle, busy, third) && idle.isReady());
            assertEquals(1, service.ask(idle, ITEMS, 3, 1).frames.size());
            assertEquals(2, service.server.clients());
            assertEquals(2, service.server.letGo());
        }
    }

    private static boolean pollAll(RepairSource... clients) {
        for (RepairSource client : clients) {
            client.poll(new Answers());
        }
        return true;
    }

    @Test
    void shouldDropAClientThatDied() {
        try (Service service = new Service(store)) {
            BusConnection other = BusConnection.attach(service.bus.aeronDir(), System.err::println);
            RecoverySourceClient client =
                    RecoverySourceClient.open(other, service.server.address(), "dies");
            service.await(() -> other.doWork() >= 0 && client.isReady());
            assertTrue(client.request(1, Store.FEED_ID, Store.SESSION, ITEMS, 1, 65_536));
            service.await(() -> service.server.framesSent() > 10);
            other.close();
            service.await(() -> service.server.clients() == 0);
            assertFalse(client.isReady());
            assertEquals(0, client.poll(new Answers()));
            client.close();
            assertEquals(1, service.ask(service.client("next"), ITEMS, 3, 1).frames.size());
        }
    }

    @Test
    void shouldNoticeThatTheServerDied() {
        try (Service service = new Service(store)) {
            RecoverySourceClient client = service.client("ring");
            service.server.close();
            service.await(
                    () -> {
                        service.bus.doWork();
                        return !client.isReady();
                    });
            assertFalse(client.request(2, Store.FEED_ID, Store.SESSION, ITEMS, 1, 1));
            assertEquals(0, client.poll(new Answers()));
        }
    }
}
