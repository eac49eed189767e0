package io.tapewire.latency;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** The two real tapes, which are no part of the project and may be absent. */
final class Tapes {
    static final String CRYPTO = "crypto-trades.csv.gz";
    static final String EQUITIES = "us-equities-20131008.csv.gz";

    private Tapes() {}

    /** Skips the test, loudly, where the tape is absent. */
    static Path require(String name) {
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path tape = dir.resolve("shared/data").resolve(name);
            if (Files.exists(tape)) {
                return tape;
            }
        }
        String message = "SKIPPED: no shared/data/" + name + " beside the project or above it";
        System.err.println(message);
        Assumptions.abort(message);
        throw new AssertionError("unreachable");
    }

    static byte[] unzipped(Path tape) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(tape))) {
            return in.readAllBytes();
        }
    }
}
