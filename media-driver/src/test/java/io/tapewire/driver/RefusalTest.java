package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aeron.exceptions.DriverTimeoutException;
import io.tapewire.schemas.TapewireException;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void shouldSayThatTheDriverDidNotAnswer() {
        TapewireException said =
                assertThrows(
                        TapewireException.class,
                        () ->
                                Refusal.told(
                                        "aeron:ipc",
                                        7,
                                        () -> {
                                            throw new DriverTimeoutException(
                                                    "no response from MediaDriver within 3s");
                                        }));

        assertEquals(
                "The media driver did not answer a request for aeron:ipc stream 7: no response from"
                        + " MediaDriver within 3s: see whether it runs, and has a CPU.",
                said.getMessage());
    }
}
