package io.tapewire.publisher.source;

/** Tells UTF-8 text from files that only look like a tape by their name. */
final class TextCheck {
    /** Bytes of a file that tell its encoding. */
    static final int MIN_LENGTH = 4;

    private TextCheck() {}

    /** Where the text begins: after the byte order mark, if there is one. */
    static int textStart(CsvRows rows, byte[] bytes, int length) {
        if (isUtf16(bytes, length)) {
            throw rows.error("this is UTF-16 text; write the tape as UTF-8");
        }
        for (int i = 0; i < length && bytes[i] != '\n'; i++) {
            boolean isText =
                    bytes[i] < 0 || bytes[i] >= ' ' || bytes[i] == '\t' || bytes[i] == '\r';
            if (!isText) {
                throw rows.error("this is a binary file; a tape is CSV text, plain or as gzip");
            }
        }
        return startsWith(bytes, length, 0xef, 0xbb, 0xbf) ? 3 : 0;
    }

    private static boolean isUtf16(byte[] bytes, int length) {
        return startsWith(bytes, length, 0xff, 0xfe)
                || startsWith(bytes, length, 0xfe, 0xff)
                || length >= MIN_LENGTH && (isWideAscii(bytes, 0) || isWideAscii(bytes, 1));
    }

    /** Two ASCII characters of two bytes each, their zeros at {@code zeroAt} and two bytes on. */
    private static boolean isWideAscii(byte[] bytes, int zeroAt) {
        return bytes[zeroAt] == 0
                && bytes[zeroAt + 2] == 0
                && bytes[1 - zeroAt] > ' '
                && bytes[3 - zeroAt] > ' ';
    }

    private static boolean startsWith(byte[] bytes, int length, int... start) {
        boolean matches = length >= start.length;
        for (int i = 0; matches && i < start.length; i++) {
            matches = (bytes[i] & 0xff) == start[i];
        }
        return matches;
    }
}
