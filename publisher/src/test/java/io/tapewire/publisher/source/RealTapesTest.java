package io.tapewire.publisher.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tapewire.publisher.source.Tapes.Trade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealTapesTest {
    /** Where the tapes are, if they are not at {@code shared/data} beside the repository. */
    private static final String PROPERTY = "tapewire.tapes";

    @ParameterizedTest
    @CsvSource({"crypto-trades.csv.gz, 78638", "us-equities-20131008.csv.gz, 654140"})
    void shouldWriteATapeAgainByteForByte(String name, int tradeCount) throws IOException {
        Path tape = tapes(name).resolve(name);
        byte[] original;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(tape))) {
            original = in.readAllBytes();
        }

        List<Trade> trades = Tapes.read(Files.newInputStream(tape), 64 * 1024);

        assertEquals(tradeCount, trades.size());
        assertArrayEquals(original, Tapes.write(trades));
    }

    private static Path tapes(String name) {
        String given = System.getProperty(PROPERTY);
        if (given != null) {
            return Path.of(given);
        }
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null) {
            Path tapes = directory.resolve("shared/data");
            if (Files.isRegularFile(tapes.resolve(name))) {
                return tapes;
            }
            directory = directory.getParent();
        }
        String message =
                "SKIPPED: the real tape %s is at no shared/data beside the repository; name its directory with -D%s=DIR"
                        .formatted(name, PROPERTY);
        System.err.println(message);
        return Assumptions.abort(message);
    }
}
