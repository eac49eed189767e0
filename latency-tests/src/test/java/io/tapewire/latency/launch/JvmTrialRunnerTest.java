package io.tapewire.latency.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialSpec;
import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real children, tiny trials. What they say of speed is of no account here. */
class JvmTrialRunnerTest {
    private static final Map<String, String> TINY =
            Map.of(
                    "rate", "2000",
                    "warmupSeconds", "0.1",
                    "seconds", "0.5",
                    "graceMs", "60000",
                    "instruments", "10");

    @TempDir private Path dir;

    private static Trial run(TrialSpec spec) {
        return new JvmTrialRunner().run(spec);
    }

    @ParameterizedTest
    @CsvSource({"tapewire,udp", "tapewire,ipc", "aeron,udp", "aeron,ipc", "udp,udp"})
    void shouldEchoEveryTradeOnce(String subject, String transport) {
        Trial trial = run(new TrialSpec(subject, "echo", TINY).with("transport", transport));
        assertEquals("", trial.failure());
        assertEquals(1_000, trial.metrics().get("sentTrades"));
        assertEquals(1_000, trial.metrics().get("receivedTrades"));
        assertEquals(0, trial.metrics().get("lost"));
        assertTrue(trial.histograms().containsKey("latency"));
        assertEquals(1_000, trial.intervals().stream().mapToLong(Trial.Interval::count).sum());
        assertTrue(trial.metrics().get("rssBytes.far") > 1 << 20);
        assertTrue(trial.metrics().get("handOffNs.before") > 1);
        assertTrue(trial.metrics().get("handOffNs.after") > 1);
        assertTrue(trial.metrics().get("settleParts") >= 2);
        assertEquals(1, trial.metrics().get("jitRests.origin"));
        assertEquals(1, trial.metrics().get("jitRests.far"));
    }

    @ParameterizedTest
    @CsvSource({"tapewire,udp", "tapewire,multicast", "tapewire,ipc", "aeron-buffers,ipc"})
    void shouldCountAFloodWhereItArrives(String subject, String transport) {
        Trial trial = run(new TrialSpec(subject, "flood", TINY).with("transport", transport));
        assertEquals("", trial.failure());
        double sent = trial.metrics().get("sentTrades");
        assertTrue(sent > 0);
        assertEquals(sent, trial.metrics().get("receivedTrades"));
        assertTrue(trial.metrics().get("tradesPerSecond") > 0);
    }

    @ParameterizedTest
    @CsvSource({"udp,inline", "udp,separate"})
    void shouldJournalWhatItDelivers(String transport, String journal) {
        TrialSpec spec =
                new TrialSpec("tapewire", "sustained", TINY)
                        .with("transport", transport)
                        .with("journal", journal)
                        .with("journalDir", dir)
                        .with("hops", "on");
        Trial trial = run(spec);
        assertEquals("", trial.failure());
        assertEquals(1_000, trial.metrics().get("receivedTrades"));
        List<String> hops =
                List.of(
                        "hop.1 scheduled-sealed",
                        "hop.2 sealed-offered",
                        "hop.3 offered-received",
                        "hop.4 received-delivered");
        assertTrue(trial.histograms().keySet().containsAll(hops), trial.histograms()::toString);
        assertEquals(
                journal.equals("inline"),
                trial.histograms().containsKey("hop.5 delivered-journaled"));
        assertEquals(List.of(), List.of(dir.toFile().list()));
    }

    @Test
    void shouldDeliverEveryFeedToEveryReader() {
        TrialSpec spec =
                new TrialSpec("tapewire", "one-way", TINY)
                        .with("transport", "multicast")
                        .with("feeds", 3)
                        .with("readers", 2);
        Trial trial = run(spec);
        assertEquals("", trial.failure());
        assertEquals(1_000, trial.metrics().get("receivedTrades"));
    }

    @Test
    void shouldEchoAllOnceTheFarEndStoodStill() throws Exception {
        TrialSpec spec =
                new TrialSpec("tapewire", "echo", TINY)
                        .with("rate", 100_000)
                        .with("warmupSeconds", 2)
                        .with("termBytes", 256 << 10);
        CompletableFuture<Trial> trial = CompletableFuture.supplyAsync(() -> run(spec));
        List<ProcessHandle> children = awaitTwoChildren();
        // In the midst of the warm-up, whose trades are due all the same.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_500));
        signal("STOP", children.get(1));
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        signal("CONT", children.get(1));
        Trial done = trial.get(60, TimeUnit.SECONDS);
        assertEquals("", done.failure());
        assertEquals(50_000, done.metrics().get("receivedTrades"));
    }

    private static void signal(String name, ProcessHandle child) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(child.pid())).start().waitFor();
    }

    @Test
    void shouldSayInOneSentenceWhatIsWrongWithAParameter() {
        Trial trial = run(new TrialSpec("tapewire", "flood", TINY).with("transport", "pigeon"));
        assertTrue(trial.failure().contains("give udp, multicast or ipc"), trial.failure());
    }

    @Test
    void shouldReportATrialWhoseChildIsKilled() throws Exception {
        TrialSpec spec = new TrialSpec("udp", "echo", TINY).with("seconds", 30);
        CompletableFuture<Trial> trial = CompletableFuture.supplyAsync(() -> run(spec));
        List<ProcessHandle> children = awaitTwoChildren();
        children.get(1).destroyForcibly();
        String failure = trial.get(60, TimeUnit.SECONDS).failure();
        assertTrue(failure.contains("gave no result and ended with status 137"), failure);
        assertFalse(children.stream().anyMatch(ProcessHandle::isAlive));
    }

    @Test
    void shouldEndAtOnceWhenItIsStopped() throws Exception {
        JvmTrialRunner runner = new JvmTrialRunner();
        TrialSpec spec =
                new TrialSpec("tapewire", "echo", TINY)
                        .with("seconds", 60)
                        .with("journal", "inline")
                        .with("journalDir", dir);
        CompletableFuture<Trial> trial = CompletableFuture.supplyAsync(() -> runner.run(spec));
        List<ProcessHandle> children = awaitTwoChildren();
        runner.stop();
        assertTrue(trial.get(8, TimeUnit.SECONDS).isFailed());
        assertFalse(children.stream().anyMatch(ProcessHandle::isAlive));
        assertEquals(List.of(), List.of(dir.toFile().list()));
        assertEquals("It was stopped.", runner.run(spec).failure());
    }

    @Test
    void shouldLeaveNothingOnDiskWhereItsOnlyChildIsKilled() throws Exception {
        JvmTrialRunner runner = new JvmTrialRunner();
        TrialSpec spec =
                new TrialSpec("tapewire", "append", Map.of("volumeMib", "64"))
                        .with("journalDir", dir);
        CompletableFuture<Trial> trial = CompletableFuture.supplyAsync(() -> runner.run(spec));
        long startNs = System.nanoTime();
        while (journalFiles() == 0 && System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(30)) {
            LockSupport.parkNanos(1_000_000);
        }
        runner.stop();
        assertTrue(trial.get(8, TimeUnit.SECONDS).isFailed());
        assertEquals(List.of(), List.of(dir.toFile().list()));
    }

    private long journalFiles() throws Exception {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).count();
        } catch (UncheckedIOException e) {
            // Gone meanwhile.
            return 0;
        }
    }

    @Test
    void shouldLeaveNoChildBehindWhereTheParentIsGone() throws Exception {
        Path trialDir = Files.createDirectory(dir.resolve("trial"));
        Path journalDir = Files.createDirectory(dir.resolve("journal"));
        Path others = Files.createDirectory(dir.resolve("others"));
        TrialSpec spec = new TrialSpec("aeron", "flood", TINY);
        List<String> words = new ArrayList<>(ChildCommand.likeThisJvm(Map.of()).words(spec));
        words.addAll(List.of("aeron", "flood", "FAR", journalDir.toString()));
        words.add(dir.resolve("result").toString());
        words.add("journalPath=" + others);
        words.addAll(List.of("dir=" + trialDir, "port.there=40733", "port.back=40734"));
        Process child =
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
            assertEquals(Pipes.TELL + "ready", out.readLine());
            assertTrue(child.isAlive());
            child.getOutputStream().close();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS), "it spins on");
            assertFalse(Files.exists(trialDir));
            assertFalse(Files.exists(journalDir));
            assertTrue(Files.exists(others), "nobody made it for this trial");
        } finally {
            child.destroyForcibly();
        }
    }

    private static List<ProcessHandle> awaitTwoChildren() {
        long startNs = System.nanoTime();
        while (System.nanoTime() - startNs < TimeUnit.SECONDS.toNanos(30)) {
            List<ProcessHandle> children = children();
            if (children.size() == 2) {
                return children;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("no two children");
    }

    /** Those that have worked for a moment: before that the JDK is still making them. */
    private static List<ProcessHandle> children() {
        return ProcessHandle.current()
                .descendants()
                .filter(
                        child ->
                                child.info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                                        > 50)
                .toList();
    }
}
