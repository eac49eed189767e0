package io.tapewire.latency.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.driver.DriverSettings;
import io.tapewire.latency.trial.TrialSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TermsTest {
    private static final TrialSpec PACED =
            new TrialSpec("tapewire", "echo", Map.of("rate", "101009"));

    private static String termBytes(TrialSpec spec) {
        return Terms.paced(spec).parameters().getOrDefault("termBytes", "default");
    }

    @Test
    void shouldBeShortWhereTradesComeOneAtATime() {
        assertEquals("262144", termBytes(PACED));
        assertEquals("262144", termBytes(PACED.with("feeds", 1).with("burst", 1)));
        assertEquals("262144", termBytes(PACED.with("layout", "inline").with("journal", "inline")));
    }

    @Test
    void shouldStayWhatTheyAreWhereManyAreUnderWayOrAReaderWaitsForItsCpu() {
        for (TrialSpec other :
                List.of(
                        PACED.with("rate", 501_001),
                        PACED.with("burst", 2),
                        PACED.with("feeds", 2),
                        PACED.with("layout", "shared"),
                        PACED.with("journal", "separate"),
                        new TrialSpec("tapewire", "flood", Map.of()))) {
            assertEquals("default", termBytes(other), other.toString());
        }
    }

    @Test
    void shouldLeaveWhatWasAskedFor() {
        TrialSpec asked = PACED.with("termBytes", 65_536);

        assertEquals(asked, Terms.paced(asked));
        assertEquals(asked, Terms.sustained(asked));
    }

    @Test
    void shouldFitSharedMemoryWhereARateIsSustained() {
        TrialSpec asked = new TrialSpec("tapewire", "sustained", Map.of());
        long[] mibs = {Long.MAX_VALUE >> 20, 700, 400, 64, 16};
        int[] lengthMibs = {64, 64, 32, 4, 4};
        for (int i = 0; i < mibs.length; i++) {
            assertEquals(
                    Integer.toString(lengthMibs[i] << 20),
                    Terms.sustained(asked, mibs[i] << 20).parameters().get("termBytes"),
                    mibs[i] + " MiB");
        }
    }

    @Test
    void shouldHaveRoomForTheLongestDatagram() {
        for (int mtuBytes : new int[] {1_408, 8_960, 32_800, 65_504}) {
            int lengthBytes = Integer.parseInt(termBytes(PACED.with("mtu", mtuBytes)));
            DriverSettings.builder().mtuLengthBytes(mtuBytes).termLengthBytes(lengthBytes).build();
            assertTrue(lengthBytes >= 262_144);
        }
    }
}
