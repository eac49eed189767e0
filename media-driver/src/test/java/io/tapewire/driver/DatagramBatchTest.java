package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aeron.ChannelUri;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class DatagramBatchTest {
    private static final String UDP = "aeron:udp?endpoint=127.0.0.1:40755";

    @ParameterizedTest
    @CsvSource({
        "1408, 4194304, 2097152, 16",
        "1408, 4194304, 0, 16",
        "1408, 4194304, 8192, 5",
        "1408, 65536, 2097152, 5",
        "8960, 4194304, 2097152, 3",
        "65504, 4194304, 2097152, 1",
        "8192, 65536, 2097152, 1"
    })
    void shouldBeAsLongAsAeronLetsAPublicationBe(
            int datagramLength, int termLength, int sendLength, int datagrams) {
        assertEquals(
                new DatagramBatch(datagramLength, datagrams),
                DatagramBatch.of(datagramLength, termLength, sendLength));
    }

    @Test
    void shouldAskForABatchUnlessTheChannelNamesItsMtuOrHasNone() {
        DatagramBatch batch = new DatagramBatch(1_408, 16);
        assertMtu("22528", batch.publicationChannel(UDP));
        assertMtu("8960", batch.publicationChannel(UDP + "|mtu=8960"));
        assertMtu(null, batch.publicationChannel("aeron:ipc"));
        assertMtu(null, new DatagramBatch(1_408, 1).publicationChannel(UDP));
        for (String limit :
                List.of(
                        "term-length=64k",
                        "pub-wnd=16k",
                        "so-sndbuf=16k",
                        "session-id=7",
                        "control-mode=dynamic")) {
            assertMtu(null, batch.publicationChannel(UDP + "|" + limit));
        }
    }

    @Test
    void shouldKeepTheLengthOfFramesUnderAnotherDriver() {
        assertMtu("22528", new DatagramBatch(1_408, 16).publicationChannel(UDP, 1_408));
        assertMtu("1408", new DatagramBatch(1_408, 1).publicationChannel(UDP, 1_408));
        assertMtu("1408", new DatagramBatch(8_960, 7).publicationChannel(UDP, 1_408));
        assertMtu("1408", new DatagramBatch(1_408, 16).publicationChannel("aeron:ipc", 1_408));
    }

    @Test
    void shouldTellAFrameFromABatch() {
        DatagramBatch batch = new DatagramBatch(1_408, 16);
        assertEquals(1_408, batch.frameLengthMost(22_528));
        assertEquals(1_408, new DatagramBatch(1_408, 1).frameLengthMost(22_528));
        assertEquals(8_960, batch.frameLengthMost(8_960));
        assertEquals(1_408, batch.datagramLengthOf(ChannelUri.parse(UDP)));
        assertEquals(1_408, batch.datagramLengthOf(ChannelUri.parse(UDP + "|mtu=22528")));
        assertEquals(8_960, batch.datagramLengthOf(ChannelUri.parse(UDP + "|mtu=8960")));
        assertEquals(8_192, batch.datagramLengthOf(ChannelUri.parse(UDP + "|mtu=8k")));
    }

    @Test
    void shouldBeOneDatagramWhereTheDriverAnnouncedNothing() {
        CountersManager counters =
                new CountersManager(
                        new UnsafeBuffer(new byte[1 << 16]), new UnsafeBuffer(new byte[1 << 14]));
        counters.allocate("another", 7, key -> {});
        DatagramBatch unknown = DatagramBatch.announced(counters);
        assertMtu(null, unknown.publicationChannel(UDP));
        assertMtu("1408", unknown.publicationChannel(UDP, 1_408));
        assertEquals(8_960, unknown.frameLengthMost(8_960));
    }

    @ParameterizedTest
    @EnumSource(names = {"INLINE", "SHARED", "DEDICATED"})
    void shouldBeAnnouncedByADriverOfAnyLayout(Layout layout) {
        for (boolean offload : new boolean[] {true, false}) {
            DriverSettings settings =
                    DriverSettings.builder()
                            .layout(layout)
                            .force(true)
                            .termLengthBytes(1 << 20)
                            .offload(offload)
                            .build();
            try (BusConnection connection = BusConnection.embedded(settings, notice -> {})) {
                int datagrams = offload && SocketOffload.isOffered() ? 16 : 1;
                assertEquals(
                        new DatagramBatch(1_408, datagrams),
                        DatagramBatch.announced(connection.aeron().countersReader()));
            }
        }
    }

    private static void assertMtu(String mtu, String channel) {
        assertEquals(mtu, ChannelUri.parse(channel).get("mtu"));
    }
}
