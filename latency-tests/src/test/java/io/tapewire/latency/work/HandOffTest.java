package io.tapewire.latency.work;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandOffTest {
    private static final double SLOWEST_NS = 1e9;
    private static final int PAGE_BYTES = 4096;

    @TempDir private Path dir;
    private HandOff near;
    private HandOff far;

    @BeforeEach
    void open() {
        near = HandOff.open(dir);
        far = HandOff.open(dir);
    }

    @AfterEach
    void close() {
        near.close();
        far.close();
    }

    private static void join(CompletableFuture<Void> task)
            throws ExecutionException, InterruptedException, TimeoutException {
        task.get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldMeasureAgainAndAgain() throws Exception {
        CompletableFuture<Void> answers =
                CompletableFuture.runAsync(
                        () -> {
                            far.answer();
                            far.answer();
                        });
        assertMeasured(near.measureNs());
        assertMeasured(near.measureNs());
        join(answers);
    }

    @Test
    void shouldGiveUpAnEndThatDoesNotComeSoThatItDoesNotWaitEither() throws Exception {
        assertTrue(Double.isNaN(near.measureNs()));
        long startNs = System.nanoTime();
        join(CompletableFuture.runAsync(far::answer));
        assertTrue(System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(1), "it waited");
    }

    @Test
    void shouldNotAnswerForEverWhereNobodyAsks() throws Exception {
        join(CompletableFuture.runAsync(far::answer));
    }

    @Test
    void shouldGoThroughManyPages() throws Exception {
        CompletableFuture<Void> answers = CompletableFuture.runAsync(far::answer);
        near.measureNs();
        join(answers);
        ByteBuffer cells = ByteBuffer.wrap(Files.readAllBytes(dir.resolve("hand-off")));
        for (int page = 0; page < cells.capacity(); page += PAGE_BYTES) {
            assertTrue(cells.getLong(page) != 0, "asked at " + page);
            assertTrue(cells.getLong(page + PAGE_BYTES / 8) != 0, "answered at " + page);
        }
        assertTrue(cells.capacity() >= 16 * PAGE_BYTES);
    }

    private static void assertMeasured(double ns) {
        assertTrue(ns > 1 && ns < SLOWEST_NS, "ns of a round trip: " + ns);
    }
}
