package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.publisher.source.Tapes.Trade;
import io.tapewire.schemas.TapewireException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GzipTapeTest {
    private static final int COUNT = 40;
    private static final List<Trade> TRADES = trades();
    private static final byte[] PLAIN = Tapes.write(TRADES);

    private static List<Trade> trades() {
        List<Trade> trades = new ArrayList<>();
        try (TradeSource source = new GeneratedTape(COUNT, 7, 10)) {
            while (source.advance()) {
                trades.add(Tapes.current(source));
            }
        }
        return trades;
    }

    private static byte[] twoMembers() {
        int middle = PLAIN.length / 2;
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        packed.writeBytes(Tapes.gzip(Arrays.copyOfRange(PLAIN, 0, middle)));
        packed.writeBytes(Tapes.gzip(Arrays.copyOfRange(PLAIN, middle, PLAIN.length)));
        return packed.toByteArray();
    }

    /** With every optional part of a header, and a comment. */
    private static byte[] fullHeader() {
        byte[] packed = Tapes.gzip(PLAIN);
        ByteArrayOutputStream full = new ByteArrayOutputStream();
        full.write(packed, 0, 3);
        full.write(2 | 4 | 8 | 16);
        full.write(packed, 4, 6);
        full.writeBytes(new byte[] {3, 0, 'a', 'b', 'c', 'n', 0, 'c', 'o', 0, 1, 2});
        full.write(packed, 10, packed.length - 10);
        return full.toByteArray();
    }

    @Test
    void shouldReadEveryFormOfGzip() {
        byte[] padded = Arrays.copyOf(twoMembers(), twoMembers().length + 600);
        for (byte[] packed : List.of(Tapes.gzip(PLAIN), twoMembers(), padded, fullHeader())) {
            assertEquals(TRADES, Tapes.read(packed));
            assertEquals(TRADES, Tapes.read(Tapes.trickle(packed, 1), 256));
        }
    }

    @Test
    void shouldNeverTakeATruncatedFileForAWholeOne() {
        int firstMember = Tapes.gzip(Arrays.copyOfRange(PLAIN, 0, PLAIN.length / 2)).length;
        for (byte[] packed : List.of(Tapes.gzip(PLAIN), twoMembers(), fullHeader())) {
            for (int length = 0; length < packed.length; length++) {
                byte[] cut = Arrays.copyOf(packed, length);
                List<Trade> read = new ArrayList<>();
                TapewireException error =
                        assertThrows(
                                TapewireException.class,
                                () -> Tapes.readInto(read, new ByteArrayInputStream(cut), 4096),
                                "cut to " + length);
                assertEquals(TRADES.subList(0, read.size()), read);
                boolean isMemberEnd = packed.length == twoMembers().length && length == firstMember;
                if (length >= 2 && !isMemberEnd) {
                    String place = "t.csv:" + (read.size() + (read.isEmpty() ? 1 : 2)) + ": ";
                    assertTrue(
                            error.getMessage().contains("the gzip file is cut short"),
                            error.getMessage());
                    assertTrue(
                            read.isEmpty() || error.getMessage().startsWith(place),
                            error.getMessage());
                }
            }
        }
    }

    @Test
    void shouldNameTheLastWholeLine() {
        byte[] packed = Tapes.gzip(PLAIN);
        List<Trade> read = new ArrayList<>();
        byte[] withoutTrailer = Arrays.copyOf(packed, packed.length - 8);

        TapewireException error =
                assertThrows(
                        TapewireException.class,
                        () -> Tapes.readInto(read, new ByteArrayInputStream(withoutTrailer), 4096));

        assertEquals(COUNT, read.size());
        assertEquals(
                "t.csv:42: the gzip file is cut short (the last whole line is 41); get it again",
                error.getMessage());
    }

    /** A few bits, such as those after the last block, mean nothing: then every trade is right. */
    @Test
    void shouldNeverReadAnythingElseFromACorruptFile() {
        byte[] packed = Tapes.gzip(PLAIN);
        int refused = 0;
        for (int bit = 0; bit < packed.length * 8; bit++) {
            byte[] corrupt = packed.clone();
            corrupt[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                assertEquals(
                        TRADES, Tapes.read(new ByteArrayInputStream(corrupt), 4096), "bit " + bit);
            } catch (TapewireException e) {
                refused++;
            }
        }
        // Time, hints and system in the header say nothing of the content.
        assertTrue(refused > (packed.length - 10) * 8, "refused " + refused);
    }

    @Test
    void shouldNameWhatIsCorrupt() {
        byte[] packed = Tapes.gzip(PLAIN);
        packed[packed.length - 5] ^= 1;
        assertEquals(
                "t.csv:42: the gzip file is corrupt: its checksum differs; get it again",
                assertThrows(TapewireException.class, () -> Tapes.read(packed)).getMessage());

        byte[] followed = Arrays.copyOf(Tapes.gzip(PLAIN), packed.length + 1);
        followed[packed.length] = 'x';
        assertEquals(
                "t.csv:42: the gzip file is corrupt: something that is no gzip follows;"
                        + " get it again",
                assertThrows(TapewireException.class, () -> Tapes.read(followed)).getMessage());
    }
}
