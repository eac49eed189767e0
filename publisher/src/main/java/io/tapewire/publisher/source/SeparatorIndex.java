package io.tapewire.publisher.source;

/**
 * Where the commas, line feeds and quotes of a buffer are, found in one pass over the whole of it
 * that hardly branches: a loop that ends with each row is guessed wrong once a row.
 */
final class SeparatorIndex {
    private static final int WRITTEN_ALWAYS = 3;

    private final int[] positions;
    private int count;

    /**
     * @param capacity bytes of the longest buffer
     */
    SeparatorIndex(int capacity) {
        this.positions = new int[1 + capacity + Long.BYTES];
    }

    /**
     * Finds them anew. The first entry stands before the first byte, as if a line had ended there.
     *
     * @param bytes with {@link Bytes#PADDING} more behind the last, which it clears
     * @param length of what is looked through, from index 0
     */
    void build(byte[] bytes, int length) {
        Bytes.clearWord(bytes, length);
        positions[0] = -1;
        int found = 1;
        for (int at = 0; at < length; at += Long.BYTES) {
            long word = Bytes.word(bytes, at);
            long rest =
                    Bytes.matches(word, (byte) ',')
                            | Bytes.matches(word, (byte) '\n')
                            | Bytes.matches(word, (byte) '"');
            int end = found + Long.bitCount(rest);
            for (int i = 0; i < WRITTEN_ALWAYS; i++) {
                positions[found + i] = at + (Long.numberOfTrailingZeros(rest) >>> 3);
                rest &= rest - 1;
            }
            for (int i = found + WRITTEN_ALWAYS; i < end; i++) {
                positions[i] = at + (Long.numberOfTrailingZeros(rest) >>> 3);
                rest &= rest - 1;
            }
            found = end;
        }
        count = found;
    }

    int count() {
        return count;
    }

    /** Overwritten by the next build. */
    int[] positions() {
        return positions;
    }
}
