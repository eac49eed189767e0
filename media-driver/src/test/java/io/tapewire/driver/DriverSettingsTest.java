package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.CommonContext;
import io.tapewire.schemas.TapewireException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverSettingsTest {
    private static final UsableCpus CPUS = Cpus.plain(4);

    @Test
    void shouldDefaultToWhatTheMachineGives() {
        DriverSettings settings = DriverSettings.defaults();
        assertEquals(Layout.AUTO, settings.layout());
        assertEquals(4 << 20, settings.termLengthBytes());
        assertEquals(1408, settings.mtuLengthBytes());
        assertEquals(Optional.empty(), settings.namedDir());
        assertEquals(CommonContext.getAeronDirectoryName(), settings.aeronDir());
        assertTrue(settings.toString().contains("term length 4 MiB; mtu 1408"), settings::toString);
    }

    @Test
    void shouldReadPins() {
        DriverSettings settings = DriverSettings.builder().pins("Sender=1, app=3").build(CPUS);
        assertEquals(Map.of(Role.SENDER, 1, Role.APP, 3), settings.pins());
        assertTrue(settings.describe().contains("pins         sender=1,app=3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sender",
                "sender=",
                "sender=-1",
                "sender=x",
                "=1",
                "boss=1",
                "app=1,app=2",
                ","
            })
    void shouldRefuseWhatIsNoPin(String text) {
        TapewireException refused =
                assertThrows(TapewireException.class, () -> DriverSettings.builder().pins(text));
        assertTrue(
                refused.getMessage().startsWith("Pins '" + text + "': ")
                        && refused.getMessage()
                                .endsWith("roles conductor, sender, receiver, shared, app."),
                refused.getMessage());
    }

    @Test
    void shouldRefuseAPinOutsideTheUsableCpus() {
        assertEquals(
                "Pin app=4: this process may not run on CPU 4; it has 4 usable CPUs (0-3).",
                refusal(DriverSettings.builder().pins("app=4")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1 << 15, (1 << 20) + 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void shouldRefuseATermLengthThatIsNoPowerOfTwoInRange(int lengthBytes) {
        assertEquals(
                "Term length "
                        + lengthBytes
                        + " is not a power of two from 64 KiB to 1 GiB;"
                        + " 4194304 is the default.",
                refusal(DriverSettings.builder().termLengthBytes(lengthBytes)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -32, 224, 1400, 65536})
    void shouldRefuseAnMtuThatNoDatagramHas(int lengthBytes) {
        assertTrue(
                refusal(DriverSettings.builder().mtuLengthBytes(lengthBytes))
                        .startsWith("MTU " + lengthBytes + " is not a multiple of 32 from 256 to"));
    }

    @Test
    void shouldRefuseAnMtuTooLongForTheTerms() {
        assertTrue(
                refusal(DriverSettings.builder().termLengthBytes(1 << 16).mtuLengthBytes(8224))
                        .contains("to 8192 (at most an eighth of the term length)"));
    }

    @Test
    void shouldRefuseABlankDirectory() {
        assertEquals(
                "The driver's directory is blank: name one.",
                refusal(DriverSettings.builder().aeronDir(" ")));
    }

    @Test
    void shouldNeverPromiseAWindowThatASocketCannotHold() {
        SocketBuffers granted = SocketBuffers.granted();
        assertTrue(granted.windowLengthBytes(1 << 30) <= granted.receiveLengthBytes());
        assertEquals(32 << 10, new SocketBuffers(2 << 20, 2 << 20).windowLengthBytes(64 << 10));
        assertEquals(212_992, new SocketBuffers(212_992, 212_992).windowLengthBytes(4 << 20));
    }

    private static String refusal(DriverSettings.Builder settings) {
        return assertThrows(TapewireException.class, () -> settings.build(CPUS)).getMessage();
    }
}
