package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aeron.Aeron;
import io.aeron.ChannelUri;
import io.aeron.Subscription;
import io.aeron.driver.DataPacketDispatcher;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.driver.media.UdpChannel;
import io.aeron.logbuffer.FragmentHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two drivers, of which either may or may not send and receive several datagrams at once. */
@Timeout(120)
class BatchedDatagramsTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40751";
    private static final String MULTICAST =
            "aeron:udp?endpoint=239.192.84.87:40753|interface=127.0.0.1";
    private static final int MTU = 1_408;
    private static final int MESSAGES = 4_000;

    @TempDir Path temp;
    private final long seed = System.nanoTime();
    private final AtomicInteger longestReceived = new AtomicInteger();
    private final AtomicInteger sentTwice = new AtomicInteger();
    private long received;
    private long callsSpared;
    private int counters;

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void shouldCarryFramesOfAnyLengthWhicheverEndBatches(boolean sends, boolean receives) {
        for (String channel : new String[] {UDP, MULTICAST}) {
            received = 0;
            try (BusConnection from = embedded(sends);
                    BusConnection to = embedded(receives);
                    Subscription subscription = to.aeron().addSubscription(channel, 7)) {
                carry(from, channel, subscription, to::doWork);
            }
        }
    }

    @Test
    void shouldSendNoDatagramLongerThanItWasToldTo() {
        carryToAerons(new Aerons(false), UDP);
        assertTrue(longestReceived.get() <= MTU, () -> longestReceived + " bytes");
    }

    @Test
    void shouldSendAndReceiveSeveralAtOnce() throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            SocketOffload offload = SocketOffload.of(channel);
            assumeTrue(offload != null && offload.cut(0) && offload.join(), "Not this kernel.");
        }
        carryToAerons(new Aerons(true), UDP);
        assertTrue(longestReceived.get() > 2 * MTU, () -> longestReceived + " bytes");
        assertTrue(callsSpared > MESSAGES / 8 && callsSpared < MESSAGES, callsSpared + " spared");
    }

    @Test
    void shouldLeaveAChannelAloneThatNamesItsMtu() {
        carryToAerons(new Aerons(false), UDP + "|mtu=8960");
        int longest = longestReceived.get();
        assertTrue(longest > MTU && longest <= 8_960, () -> longest + " bytes");
    }

    @Test
    void shouldSendOneByOneWhatTheKernelDoesNotCutAndSendNothingTwiceForWantOfRoom() {
        List<String> errors = new CopyOnWriteArrayList<>();
        MediaDriver.Context context =
                new MediaDriver.Context()
                        .aeronDirectoryName(temp.resolve("cutting").toString())
                        .dirDeleteOnShutdown(true)
                        .threadingMode(ThreadingMode.SHARED)
                        .termBufferSparseFile(true)
                        .errorHandler(error -> errors.add(error.getMessage()))
                        .sendChannelEndpointSupplier(Cramped::new);
        try (Aerons aerons = new Aerons(false);
                MediaDriver driver = MediaDriver.launch(context);
                BusConnection from = BusConnection.attach(driver.aeronDirectoryName(), e -> {});
                Subscription subscription = aerons.aeron.addSubscription(UDP, 7)) {
            carry(from, UDP + "|mtu=22528", subscription, () -> 0);
        }
        assertTrue(longestReceived.get() <= MTU, () -> longestReceived + " bytes");
        assertTrue(sentTwice.get() < MESSAGES / 100, () -> sentTwice + " datagrams");
        assertEquals(1, errors.size(), errors::toString);
        assertTrue(errors.get(0).contains("one by one"), errors::toString);
    }

    private void carryToAerons(Aerons aerons, String channel) {
        try (aerons;
                BusConnection from = embedded(true);
                Subscription subscription = aerons.aeron.addSubscription(UDP, 7)) {
            carry(from, channel, subscription, () -> 0);
            CountersReader reader = from.aeron().countersReader();
            reader.forEach((id, typeId, key, label) -> count(reader, id, typeId));
        }
    }

    private void count(CountersReader reader, int id, int typeId) {
        if (typeId == BusCounter.CALLS_SPARED.typeId()) {
            counters++;
            callsSpared += reader.getCounterValue(id);
        }
    }

    @Test
    void shouldShowACounterForAsLongAsThereIsAPublication() {
        try (BusConnection bus = embedded(true)) {
            CountersReader reader = bus.aeron().countersReader();
            try (BusPublication publication =
                    BusPublication.open(bus, new BusAddress(UDP, 7), false)) {
                assertTrue(publication.maxPayloadLength() > 0);
                reader.forEach((id, typeId, key, label) -> count(reader, id, typeId));
                assertEquals(1, counters);
            }
            Await.until(
                    () -> {
                        bus.doWork();
                        counters = 0;
                        reader.forEach((id, typeId, key, label) -> count(reader, id, typeId));
                        return counters == 0;
                    });
        }
    }

    private void carry(
            BusConnection from, String channel, Subscription subscription, IntSupplier turn) {
        Random random = new Random(seed);
        Random same = new Random(seed);
        UnsafeBuffer message = new UnsafeBuffer(new byte[8_960]);
        FragmentHandler handler =
                (buffer, offset, length, header) -> {
                    assertEquals(length(same), length, "seed " + seed);
                    assertEquals(received, buffer.getLong(offset));
                    assertEquals((byte) received, buffer.getByte(offset + length - 1));
                    received++;
                };
        long[] sent = {0};
        int[] length = {length(random)};
        try (BusPublication publication =
                BusPublication.open(from, new BusAddress(channel, 7), false)) {
            String named = ChannelUri.parse(channel).get("mtu");
            int mtu = named == null ? MTU : Integer.parseInt(named);
            assertEquals(mtu - 32, publication.maxPayloadLength());
            Await.until(
                    () -> {
                        from.doWork();
                        turn.getAsInt();
                        for (int i = 0; i < 64 && sent[0] < MESSAGES; i++) {
                            message.putByte(length[0] - 1, (byte) sent[0]);
                            message.putLong(0, sent[0]);
                            if (publication.offer(message, 0, length[0]) < 0) {
                                break;
                            }
                            sent[0]++;
                            length[0] = length(random);
                        }
                        subscription.poll(handler, 100);
                        return received == MESSAGES;
                    });
        }
    }

    /** Mostly a full frame, as in a flood. */
    private static int length(Random random) {
        return random.nextInt(8) > 0 ? MTU - 32 : 16 + random.nextInt(MTU - 48);
    }

    private static BusConnection embedded(boolean offload) {
        DriverSettings settings =
                DriverSettings.builder()
                        .layout(Layout.INLINE)
                        .termLengthBytes(1 << 20)
                        .offload(offload)
                        .build();
        return BusConnection.embedded(settings, notice -> {});
    }

    /** A driver of Aeron's, which notes the longest that it received. */
    private final class Aerons implements AutoCloseable {
        private final MediaDriver driver;
        private final Aeron aeron;

        Aerons(boolean joins) {
            driver =
                    MediaDriver.launch(
                            new MediaDriver.Context()
                                    .aeronDirectoryName(temp.resolve("aerons").toString())
                                    .dirDeleteOnShutdown(true)
                                    .threadingMode(ThreadingMode.SHARED)
                                    .termBufferSparseFile(true)
                                    .receiveChannelEndpointSupplier(
                                            (channel, dispatcher, status, context) ->
                                                    new Noting(
                                                            channel,
                                                            dispatcher,
                                                            status,
                                                            context,
                                                            joins)));
            aeron =
                    Aeron.connect(
                            new Aeron.Context().aeronDirectoryName(driver.aeronDirectoryName()));
        }

        @Override
        public void close() {
            aeron.close();
            driver.close();
        }
    }

    /** Whose kernel cuts nothing, and often has no room. */
    private final class Cramped extends BatchSendEndpoint {
        private final Random random = new Random(seed);
        private long sentTo = -1;

        Cramped(UdpChannel channel, AtomicCounter status, MediaDriver.Context context) {
            super(channel, status, context, new DatagramBatch(MTU, 16));
        }

        @Override
        SocketOffload newOffload(DatagramChannel channel) {
            return new SocketOffload(-1);
        }

        @Override
        int transmit(ByteBuffer datagram) {
            if (random.nextInt(4) == 0) {
                return 0;
            }
            int offset = datagram.position();
            sentTwice.addAndGet(offset < sentTo && sentTo - offset < 100_000 ? 1 : 0);
            sentTo = datagram.limit();
            return super.transmit(datagram);
        }
    }

    private final class Noting extends BatchReceiveEndpoint {
        private final boolean joins;

        Noting(
                UdpChannel channel,
                DataPacketDispatcher dispatcher,
                AtomicCounter status,
                MediaDriver.Context context,
                boolean joins) {
            super(channel, dispatcher, status, context);
            this.joins = joins;
        }

        @Override
        public void openChannel() {
            if (joins) {
                super.openChannel();
            } else {
                openDatagramChannel(statusIndicatorCounter());
            }
        }

        @Override
        public void receiveHook(UnsafeBuffer buffer, int length, InetSocketAddress address) {
            longestReceived.accumulateAndGet(length, Math::max);
        }
    }
}
