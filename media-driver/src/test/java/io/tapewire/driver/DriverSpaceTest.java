package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.TapewireException;
import org.junit.jupiter.api.Test;

class DriverSpaceTest {
    private static final int DEFAULT_TERM_BYTES = DriverSettings.defaults().termLengthBytes();

    @Test
    void shouldFitTwoPublicationsAndTheirImagesIntoAContainersSharedMemory() {
        long logsBytes = 2 * 3L * DEFAULT_TERM_BYTES;
        assertTrue(DriverSpace.neededBytes(DEFAULT_TERM_BYTES) + logsBytes <= 64 << 20);
    }

    @Test
    void shouldSayWhatIsNeededWhatIsThereAndWhatToSet() {
        assertEquals(
                "A driver with terms of 4 MiB needs 36 MiB at /dev/shm/x and 20 MiB are free: set a"
                        + " smaller --term-length, a --dir with more room, or, in docker, a larger"
                        + " --shm-size.",
                assertThrows(
                                TapewireException.class,
                                () -> DriverSpace.check("/dev/shm/x", 4 << 20, 20 << 20))
                        .getMessage());
    }

    @Test
    void shouldPassWhatFits() {
        assertDoesNotThrow(() -> DriverSpace.check("x", 4 << 20, 64 << 20));
    }
}
