package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapewire.schemas.TapewireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.openhft.affinity.Affinity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class BusDriverTest {
    @TempDir Path temp;
    private final List<String> notices = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "INLINE, ''",
        "SHARED, tw-resolver tw-shared",
        "DEDICATED, tw-conductor tw-receiver tw-resolver tw-sender"
    })
    void shouldNameItsThreads(Layout layout, String names) {
        try (BusConnection connection =
                BusConnection.embedded(settings().layout(layout).build(), notices::add)) {
            Set<String> wanted = names.isEmpty() ? Set.of() : Set.of(names.split(" "));
            assertTrue(connection.isAlive());
            Await.until(() -> threadMasks().keySet().equals(wanted));
        }
        Await.until(() -> threadMasks().isEmpty());
    }

    @Test
    void shouldPinEachThreadWhereAskedAndNoOther() {
        UsableCpus cpus = UsableCpus.ofThisProcess();
        assumeTrue(cpus.contains(0) && cpus.contains(1));
        BitSet before = Affinity.getAffinity();
        DriverSettings settings =
                settings().layout(Layout.DEDICATED).pins("sender=1,receiver=0,app=0").build();
        try (BusConnection connection = BusConnection.embedded(settings, notices::add)) {
            connection.pinApplicationThread();
            assertEquals("0", UsableCpus.formatList(Affinity.getAffinity()));
            Await.until(() -> "1".equals(threadMasks().get("tw-sender")));
            Await.until(() -> "0".equals(threadMasks().get("tw-receiver")));
            // Started by a pinned thread, which a thread inherits.
            try (BusConnection second = BusConnection.embedded(settings, notices::add)) {
                assertTrue(second.isAlive());
                String all = UsableCpus.formatList(cpus.toBitSet());
                Await.until(() -> all.equals(threadMasks().get("tw-conductor")));
                Await.until(() -> all.equals(threadMasks().get("tw-resolver")));
            }
        } finally {
            Affinity.setAffinity(before);
        }
        assertEquals(List.of(), notices);
    }

    @Test
    void shouldGoOnUnpinnedWherePinningIsNotPossible() {
        assertFalse(CorePinning.pinCurrentThread(4095, notices::add));
        assertEquals(1, notices.size());
        assertTrue(
                notices.get(0).contains("cannot be pinned to CPU 4095 and runs unpinned"),
                notices::toString);
    }

    @Test
    void shouldLetOneOfManyThreadsWinADirectory() throws Exception {
        int racers = 4;
        CyclicBarrier start = new CyclicBarrier(racers);
        Callable<BusDriver> racer =
                () -> {
                    start.await();
                    try {
                        return BusDriver.standalone(
                                settings()
                                        .aeronDir(temp.resolve("bus").toString())
                                        .layout(Layout.SHARED)
                                        .build(),
                                notices::add);
                    } catch (TapewireException e) {
                        return null;
                    }
                };
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        int winners = 0;
        for (Future<BusDriver> result :
                threads.invokeAll(java.util.Collections.nCopies(racers, racer))) {
            try (BusDriver winner = result.get()) {
                winners += winner == null ? 0 : 1;
                assertTrue(winner == null || winner.isHealthy());
            }
        }
        threads.shutdown();
        assertEquals(1, winners);
    }

    @Test
    void shouldRunOnItsCallersThreadWhenInline() {
        try (BusDriver driver =
                BusDriver.standalone(
                        settings()
                                .aeronDir(temp.resolve("bus").toString())
                                .layout(Layout.INLINE)
                                .build(),
                        notices::add)) {
            assertEquals(Map.of(), threadMasks());
            driver.doWork();
            assertTrue(driver.isHealthy());
        }
    }

    @Test
    void shouldLeaveNothingAndCloseTwice() throws IOException {
        BusDriver driver =
                BusDriver.embedded(settings().layout(Layout.SHARED).build(), notices::add);
        Path dir = Path.of(driver.aeronDir());
        assertTrue(Files.exists(dir));
        driver.close();
        driver.close();
        assertFalse(driver.isHealthy());
        try (Stream<Path> left = Files.list(dir.getParent())) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.toString().startsWith(dir.toString())).toList());
        }
        assertEquals(List.of(), notices);
    }

    private static DriverSettings.Builder settings() {
        return DriverSettings.builder().idle(Idle.BACKOFF).termLengthBytes(1 << 16);
    }

    /** The CPUs of each thread of ours, by the name that the kernel knows it by. */
    private static Map<String, String> threadMasks() {
        Map<String, String> masks = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : (Iterable<Path>) tasks::iterator) {
                String name = ProcFiles.text(task.resolve("comm"));
                if (name.startsWith("tw-")) {
                    ProcFiles.lines(task.resolve("status")).stream()
                            .filter(line -> line.startsWith("Cpus_allowed_list:"))
                            .forEach(line -> masks.put(name, line.split("\\s+")[1]));
                }
            }
            return masks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
