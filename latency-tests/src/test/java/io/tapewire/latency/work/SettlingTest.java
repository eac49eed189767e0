package io.tapewire.latency.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static int parts(Kind kind, long... compiledMs) {
        Settling settling = new Settling(kind);
        for (long ms : compiledMs) {
            if (!settling.goesOn(ms)) {
                break;
            }
        }
        return settling.parts();
    }

    @Test
    void shouldGoOnUntilTheJitIsQuiet() {
        assertEquals(4, parts(Kind.ONE_WAY, 160, 40, 3, 2, 0));
        assertEquals(3, parts(Kind.ECHO, 160, 40, 0, 0));
    }

    @Test
    void shouldNotTrustTheFirstPart() {
        assertEquals(2, parts(Kind.ECHO, 0, 0, 0));
        assertEquals(3, parts(Kind.ECHO, 0, 9, 0, 0));
    }

    @Test
    void shouldEndWhereTheJitNeverIsQuiet() {
        long[] never = new long[20];
        Arrays.fill(never, 100);

        assertEquals(8, parts(Kind.ONE_WAY, never));
        assertEquals(3, parts(Kind.FLOOD, never));
        assertEquals(3, parts(Kind.SUSTAINED, never));
    }
}
