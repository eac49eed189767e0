package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.AeronCounters;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.tapewire.schemas.TapewireException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InducedLossTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40719";
    private static final int MESSAGES = 500;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    @Test
    void shouldLoseDatagramsThatAeronThenRepairs() {
        try (BusConnection connection = embedded(0.1)) {
            carry(connection, UDP);
            assertTrue(retransmits(connection) > 0);
        }
        assertEquals(
                List.of("Datagrams are lost on purpose: 0.1 of all UDP datagrams, seed 7."),
                notices);
    }

    @Test
    void shouldLoseNothingOverIpcAndEverythingOverUdpWhereAllIsLost() {
        try (BusConnection connection = embedded(1)) {
            carry(connection, "aeron:ipc");
            try (Subscription subscription = connection.aeron().addSubscription(UDP, 8);
                    Publication publication = connection.aeron().addPublication(UDP, 8)) {
                long startNs = System.nanoTime();
                while (System.nanoTime() - startNs < 300_000_000) {
                    connection.doWork();
                }
                assertFalse(subscription.isConnected() || publication.isConnected());
            }
        }
    }

    @Test
    void shouldSayNothingAndLoseNothingUnlessAsked() {
        try (BusConnection connection = embedded(0)) {
            carry(connection, UDP);
            assertEquals(0, retransmits(connection));
        }
        assertEquals(List.of(), notices);
    }

    @Test
    void shouldRefuseWhatIsNoRate() {
        for (double rate : new double[] {-0.1, 1.1, Double.NaN}) {
            assertEquals(
                    "Loss rate " + rate + " is no share of the datagrams: give one from 0 to 1.",
                    assertThrows(
                                    TapewireException.class,
                                    () -> DriverSettings.builder().loss(rate, 1).build())
                            .getMessage());
        }
    }

    private BusConnection embedded(double rate) {
        DriverSettings settings =
                DriverSettings.builder()
                        .layout(Layout.INLINE)
                        .termLengthBytes(1 << 16)
                        .loss(rate, 7)
                        .build();
        return BusConnection.embedded(settings, notices::add);
    }

    private static long retransmits(BusConnection connection) {
        return connection
                .aeron()
                .countersReader()
                .getCounterValue(AeronCounters.SYSTEM_COUNTER_ID_RETRANSMITS_SENT);
    }

    private static void carry(BusConnection connection, String channel) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_000]);
        long[] received = {0};
        FragmentHandler handler =
                (source, offset, length, header) ->
                        assertEquals(received[0]++, source.getLong(offset));
        try (Subscription subscription = connection.aeron().addSubscription(channel, 7);
                Publication publication = connection.aeron().addPublication(channel, 7)) {
            long[] sent = {0};
            Await.until(
                    () -> {
                        connection.doWork();
                        buffer.putLong(0, sent[0]);
                        if (sent[0] < MESSAGES && publication.offer(buffer) > 0) {
                            sent[0]++;
                        }
                        subscription.poll(handler, 10);
                        return received[0] == MESSAGES;
                    });
        }
    }
}
