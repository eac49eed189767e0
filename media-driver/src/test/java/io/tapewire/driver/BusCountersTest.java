package io.tapewire.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Aeron;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.agrona.concurrent.status.CountersReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BusCountersTest {
    private static final long TICK_NS = 100_000_000;
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| (.+?) +\\| \\w+ +\\|$");

    @TempDir Path temp;
    private long count = 3;

    @Test
    void shouldShowCountsToOtherClientsWithTypeAndLabel() {
        String dir = temp.resolve("driver").toString();
        try (BusDriver driver = standalone(dir);
                BusConnection ours = BusConnection.attach(driver.aeronDir(), System.err::println);
                BusConnection other = BusConnection.attach(dir, System.err::println)) {
            try (BusCounters counters =
                    BusCounters.open(ours)
                            .add(BusCounter.GAPS, "feed=1 stream=2", () -> count)
                            .add("own\u00e9" + "x".repeat(500), 5_000, () -> 9)) {
                long nowNs = System.nanoTime();
                counters.update(nowNs);
                assertEquals(
                        List.of(
                                "848723 tapewire gaps found: feed=1 stream=2 = 3",
                                "5000 own?" + "x".repeat(376) + " = 9"),
                        shown(other.aeron()));
                count = 4;
                counters.update(nowNs + TICK_NS - 1);
                assertTrue(shown(other.aeron()).get(0).endsWith(" = 3"));
                counters.update(nowNs + TICK_NS);
                assertTrue(shown(other.aeron()).get(0).endsWith(" = 4"));
            }
            Await.until(() -> shown(other.aeron()).isEmpty());
        }
    }

    @Test
    void shouldOutliveItsClientAndShowAllAgainWithTheNext() {
        Aeron[] client = new Aeron[1];
        DriverSettings inline = DriverSettings.builder().layout(Layout.INLINE).build();
        BusConnection first = BusConnection.embedded(inline, System.err::println);
        client[0] = first.aeron();
        BusCounters counters = new BusCounters(() -> client[0]);
        counters.add(BusCounter.MISSING, "feed=1", () -> count);
        first.close();
        assertTrue(first.aeron().isClosed());
        long nowNs = System.nanoTime();
        for (int i = 1; i < 100; i++) {
            count++;
            counters.update(nowNs + i * TICK_NS);
        }
        try (BusConnection second = BusConnection.embedded(inline, System.err::println)) {
            client[0] = second.aeron();
            counters.reopen();
            assertEquals(
                    List.of("848724 tapewire items missing: feed=1 = 102"), shown(second.aeron()));
            counters.close();
            counters.close();
            counters.update(nowNs + 1_000 * TICK_NS);
        }
    }

    @Test
    void shouldListEveryCounterOnThePage() throws IOException {
        Map<Integer, String> listed = new TreeMap<>();
        ROW.matcher(page())
                .results()
                .forEach(row -> listed.put(Integer.valueOf(row.group(1)), row.group(2)));
        assertEquals(
                Arrays.stream(BusCounter.values())
                        .collect(Collectors.toMap(BusCounter::typeId, BusCounter::text)),
                listed);
    }

    private static String page() throws IOException {
        Path directory = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        while (!Files.exists(directory.resolve("docs/counters.md"))) {
            directory = directory.getParent();
        }
        return Files.readString(directory.resolve("docs/counters.md"));
    }

    private static BusDriver standalone(String dir) {
        return BusDriver.standalone(
                DriverSettings.builder()
                        .aeronDir(dir)
                        .layout(Layout.SHARED)
                        .idle(Idle.BACKOFF)
                        .build(),
                System.err::println);
    }

    private static List<String> shown(Aeron aeron) {
        List<String> shown = new java.util.ArrayList<>();
        CountersReader reader = aeron.countersReader();
        reader.forEach(
                (id, typeId, key, label) -> {
                    if (typeId >= 1_000 && typeId != DatagramBatch.TYPE_ID) {
                        shown.add(typeId + " " + label + " = " + reader.getCounterValue(id));
                    }
                });
        return shown;
    }
}
