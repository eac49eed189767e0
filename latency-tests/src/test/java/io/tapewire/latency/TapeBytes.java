package io.tapewire.latency;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Tapes as bytes: where they differ, and their lines. */
final class TapeBytes {
    private TapeBytes() {}

    /** Fails with the line of either at which they part. */
    static void assertSame(byte[] expected, byte[] tape, String what) {
        int at = Arrays.mismatch(expected, tape);
        if (at >= 0) {
            int line = wholeLines(expected, at);
            throw new AssertionError(
                    "%d bytes, not %d; at byte %d '%s' and not '%s': %s"
                            .formatted(
                                    tape.length,
                                    expected.length,
                                    at,
                                    lineFrom(tape, line),
                                    lineFrom(expected, line),
                                    what));
        }
    }

    /** Bytes of the lines that end among the first so many. */
    static int wholeLines(byte[] tape, int length) {
        int end = Math.min(length, tape.length);
        while (end > 0 && tape[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    static int countLines(byte[] tape, int length) {
        int lines = 0;
        for (int i = 0; i < length; i++) {
            lines += tape[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static String lineFrom(byte[] tape, int from) {
        int to = Math.min(from, tape.length);
        while (to < tape.length && tape[to] != '\n') {
            to++;
        }
        return from > to ? "" : new String(tape, from, to - from, StandardCharsets.UTF_8);
    }
}
