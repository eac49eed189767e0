package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.publisher.source.Tapes.Trade;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkBoundaryTest {
    /** Regular rows, quotes, a quoted line break, CRLF and empty last lines. */
    private static final byte[] TAPE =
            Tapes.bytes(
                    "\ufeff"
                            + "note,"
                            + Tapes.HEADER
                            + ",1723161255342000000,BTCUSDT,spot,61837.63,0.02,S,3735683259\n"
                            + "\"a\n\"\"b\",5,\"X,Y\",N,1,2,B,7\r\n"
                            + ",1723161255611000000,ETHUSDT,spot,2683.8,0.0345,,\r\n"
                            + ",2024-08-09T11:47:35.342Z,\"X,Y\",N,1.5,2,B,-8\n"
                            + ",6,ETHUSDT,spot,0.000000001,12345678.9,B,9\n\r\n\n");

    @Test
    void shouldReadTheSameWhereverTheBufferEnds() {
        List<Trade> expected = Tapes.read(TAPE);
        assertEquals(5, expected.size());
        for (int bufferLength = 64; bufferLength <= TAPE.length + 1; bufferLength++) {
            assertEquals(expected, Tapes.read(Tapes.trickle(TAPE, TAPE.length), bufferLength));
        }
    }

    @Test
    void shouldReadTheSameInPiecesOfAnySize() {
        List<Trade> expected = Tapes.read(TAPE);
        byte[] packed = Tapes.gzip(TAPE);
        for (int most = 1; most <= TAPE.length; most++) {
            assertEquals(expected, Tapes.read(Tapes.trickle(TAPE, most), 64));
            assertEquals(expected, Tapes.read(Tapes.trickle(packed, most), 64));
        }
    }
}
