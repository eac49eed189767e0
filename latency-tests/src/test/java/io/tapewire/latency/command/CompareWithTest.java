package io.tapewire.latency.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.latency.launch.BaselineModule;
import io.tapewire.latency.trial.TrialSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code compare --with}: what is fetched only where a user asks for it. */
class CompareWithTest {
    @TempDir private Path dir;

    private final FakeRunner runner = new FakeRunner(1, 1);

    @BeforeEach
    void makeSources() throws Exception {
        Path module = dir.resolve("home/latency-tests/baselines");
        Files.createDirectories(module.resolve("src/main"));
        Files.createFile(module.resolve("pom.xml"));
    }

    /**
     * @param maven any command: all that counts is how it ends
     */
    private LatencyRun compare(String home, String maven, String... more) {
        BaselineModule baselines = new BaselineModule(dir.resolve(home), maven);
        String[] args = {"compare", "--out", dir.resolve("out").toString(), "--pairs", "3"};
        return LatencyRun.of(runner, baselines, Args.join(args, more));
    }

    @Test
    void shouldAddRowsWithoutGoals() {
        String names = "udp-p50,jeromq-p50,jeromq-trades,netty-p50,netty-trades";
        LatencyRun run = compare("home", "true", "--with", "jeromq,netty", "--only", names);

        assertEquals(0, run.status(), run.err());
        Set<String> theirs =
                runner.ran.stream()
                        .filter(spec -> !spec.subject().equals("tapewire"))
                        .map(CompareWithTest::described)
                        .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "aeron echo udp 10007",
                        "floor jitter null",
                        "jeromq echo tcp 1009",
                        "jeromq flood tcp",
                        "netty echo udp 10007",
                        "netty flood udp"),
                theirs);
        String row =
                "\nround trip p50 / JeroMQ TCP +\\S+ µs +\\S+ µs +\\S+ +\\d.\\d\\d-\\d.\\d\\d\n";
        assertTrue(run.out().matches("(?s).*" + row + ".*"), run.out());
        run.out()
                .lines()
                .filter(line -> !line.startsWith("report: "))
                .forEach(line -> assertTrue(line.length() <= 80, line));
    }

    private static String described(TrialSpec spec) {
        String rate = spec.parameters().getOrDefault("rate", "");
        String transport = spec.parameters().get("transport");
        return String.join(" ", spec.subject(), spec.work(), transport, rate).strip();
    }

    @Test
    void shouldBuildThemOnceAndSayIt() throws Exception {
        String[] args = {"--with", "netty", "--only", "netty-p50"};
        String said = "tapewire: fetching and building the baselines (once)";

        assertTrue(compare("home", "true", args).err().startsWith(said + "\n"));
        assertFalse(compare("home", "true", args).err().contains(said));
        Path build = dir.resolve("home/latency-tests/target/lib/.built");
        Files.createDirectories(build.getParent());
        Path built = dir.resolve("home/latency-tests/baselines/target/lib/.built");
        Files.createFile(build).toFile().setLastModified(built.toFile().lastModified() + 1_000);
        assertTrue(compare("home", "true", args).err().startsWith(said + "\n"));
    }

    @Test
    void shouldSayInOneSentenceWhatIsMissing() {
        assertWrong(
                compare("home", "false", "--with", "netty"),
                "The baselines could not be fetched or built; mvn -Pbaselines -pl"
                        + " latency-tests/baselines -am process-classes in %s/home shows why.");
        assertWrong(
                compare("home", "no-such-maven", "--with", "netty"),
                "Maven is needed to fetch and build the baselines: install it, or leave out --with.");
        assertWrong(
                compare("elsewhere", "true", "--with", "netty"),
                "There are no sources of baselines in %s/elsewhere: --with needs run/tapewire of a"
                        + " checkout.");
    }

    private void assertWrong(LatencyRun run, String sentence) {
        assertEquals(Rig.FAILED, run.status());
        String last = run.err().lines().reduce((before, line) -> line).orElseThrow();
        assertEquals(sentence.formatted(dir), last);
        assertEquals(Set.of(), Set.copyOf(runner.ran));
        assertFalse(Files.exists(dir.resolve("out")));
    }

    @Test
    void shouldRefuseWhatIsUnknown() {
        LatencyRun run = compare("home", "true", "--with", "nosuch");

        assertEquals(2, run.status());
        assertEquals(
                "Invalid value for option '--with' (NAME): expected one of [jeromq, netty]"
                        + " (case-sensitive) but was 'nosuch'\n",
                run.err());
    }
}
