package io.tapewire.latency.launch;

import io.tapewire.latency.compare.Baseline;
import io.tapewire.schemas.TapewireException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/**
 * The module {@code latency-tests/baselines}, which nothing else needs or builds: Maven builds it
 * once a user asks for a {@link Baseline}, and fetches their jars for it.
 */
public final class BaselineModule {
    private static final String MODULE = "latency-tests/baselines";

    // Not as far as to make jars: this JVM runs from those of the other modules.
    private static final List<String> BUILD =
            List.of("-Pbaselines", "-pl", MODULE, "-am", "process-classes");
    private static final List<String> QUIETLY =
            List.of("-B", "-q", "-ntp", "-Dspotless.check.skip", "-Dcheckstyle.skip");

    private final Path home;
    private final String maven;
    private final Path dir;
    private final Path lib;
    private final Path stamp;

    /**
     * @param home the project's
     * @param maven the command
     */
    public BaselineModule(Path home, String maven) {
        this.home = home.toAbsolutePath();
        this.maven = maven;
        dir = this.home.resolve(MODULE);
        lib = dir.resolve("target/lib");
        stamp = lib.resolve(".built");
    }

    /** Of each baseline, by name, what a JVM needs beside the class path of this one. */
    public Map<String, String> classPaths() {
        String path = dir.resolve("target/classes") + File.pathSeparator + lib.resolve("*");
        return Arrays.stream(Baseline.values())
                .collect(Collectors.toMap(Baseline::name, baseline -> path));
    }

    /**
     * Builds the module, unless nothing has changed since it was built last.
     *
     * @param notices told before that begins, for it takes a while
     * @throws TapewireException where it cannot be built
     */
    public void build(Consumer<String> notices) {
        try {
            if (!Files.exists(dir.resolve("pom.xml"))) {
                throw new TapewireException(
                        "There are no sources of baselines in %s: --with needs run/tapewire of a"
                                        .formatted(home)
                                + " checkout.");
            }
            if (isStale()) {
                notices.accept("fetching and building the baselines (once)");
                // A jar of an older version would stay.
                IoUtil.delete(lib.toFile(), true);
                runMaven();
                Files.createDirectories(lib);
                Files.createFile(stamp);
            }
        } catch (IOException e) {
            throw new TapewireException(
                    "The baselines in %s cannot be built: %s.".formatted(dir, e.getMessage()), e);
        }
    }

    /** Whether its sources, or the build that this JVM runs from, are newer. */
    private boolean isStale() throws IOException {
        if (!Files.exists(stamp)) {
            return true;
        }
        FileTime built = Files.getLastModifiedTime(stamp);
        Path ours = home.resolve("latency-tests/target/lib/.built");
        try (Stream<Path> sources = Files.walk(dir.resolve("src/main"))) {
            List<Path> files =
                    Stream.concat(sources, Stream.of(dir.resolve("pom.xml"), ours)).toList();
            for (Path file : files) {
                if (Files.exists(file) && Files.getLastModifiedTime(file).compareTo(built) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private void runMaven() {
        Process process;
        try {
            process =
                    new ProcessBuilder(words())
                            .directory(home.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            throw new TapewireException(
                    "Maven is needed to fetch and build the baselines: install it, or leave out"
                            + " --with.",
                    e);
        }
        if (status(process) != 0) {
            throw new TapewireException(
                    "The baselines could not be fetched or built; mvn %s in %s shows why."
                            .formatted(String.join(" ", BUILD), home));
        }
    }

    private List<String> words() {
        return Stream.of(List.of(maven), QUIETLY, BUILD).flatMap(List::stream).toList();
    }

    private static int status(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return -1;
        }
    }
}
