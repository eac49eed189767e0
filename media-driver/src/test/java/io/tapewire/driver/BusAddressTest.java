package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BusAddressTest {
    @Test
    void shouldUntetherUnlessTheChannelSaysOtherwise() {
        assertEquals("aeron:ipc?tether=false", channel("aeron:ipc", Tether.UNTETHERED));
        assertEquals("aeron:ipc", channel("aeron:ipc", Tether.TETHERED));
        assertEquals("aeron:ipc?tether=true", channel("aeron:ipc?tether=true", Tether.UNTETHERED));
    }

    private static String channel(String channel, Tether tether) {
        return new BusAddress(channel, 1).subscriptionChannel(tether);
    }
}
