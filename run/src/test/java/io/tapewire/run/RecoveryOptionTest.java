package io.tapewire.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tapewire.driver.BusAddress;
import io.tapewire.driver.recovery.RecoveryEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class RecoveryOptionTest {
    @Command
    private static final class Host {
        @Mixin private RecoveryOption recovery;
    }

    private static RecoveryEndpoint endpoint(String channel, String... args) {
        Host host = new Host();
        new CommandLine(host).parseArgs(args);
        return host.recovery.endpoint(new BusAddress(channel, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.5, 192.168.1.5, 0, 0",
        "10.0.0.7:40600, 10.0.0.7, 40600, 40601",
        "feeds.example.org:9, feeds.example.org, 9, 10",
        "[fe80::1]:40600, [fe80::1], 40600, 40601",
    })
    void shouldServeWhereItIsTold(String text, String host, int port, int responsePort) {
        assertEquals(
                new RecoveryEndpoint(host, port, responsePort),
                endpoint("aeron:ipc", "--recovery=" + text));
    }

    @ParameterizedTest
    @CsvSource({
        "aeron:ipc, 127.0.0.1",
        "aeron:udp?endpoint=239.1.2.3:40456|interface=127.0.0.1, 127.0.0.1",
        "aeron:udp?endpoint=239.1.2.3:40456|interface=10.1.2.3, 10.1.2.3",
        "aeron:udp?endpoint=239.1.2.3:40456|interface=10.1.2.3:0/32, 10.1.2.3",
        "aeron:udp?endpoint=239.1.2.3:40456|interface=10.1.2.0/24, 127.0.0.1",
        "aeron:udp?endpoint=10.9.9.9:40456, 127.0.0.1",
    })
    void shouldServeAtTheInterfaceOfTheChannelWhereItIsToldNothing(String channel, String host) {
        assertEquals(new RecoveryEndpoint(host, 0, 0), endpoint(channel));
    }

    @Test
    void shouldServeNobodyWhereThatIsSaid() {
        assertNull(endpoint("aeron:ipc", "--recovery=none"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "0.0.0.0:5", "10.0.0.1:x", "10.0.0.1:65535", "1.2.3.4:99999"})
    void shouldRefuseWhatNobodyCanAskAt(String text) {
        assertThrows(ParameterException.class, () -> endpoint("aeron:ipc", "--recovery=" + text));
    }
}
