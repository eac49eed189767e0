package io.tapewire.latency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assumptions;

/** The command in a process of its own, which does not outlive this object. */
final class Command implements AutoCloseable {
    private static final long DEADLINE_S = 30;
    private static final int SIGINT_BIT = 1 << 1;

    private final List<String> args;
    private final Path out;
    private final Path err;
    private final Process process;

    private Command(Path dir, boolean piped, List<String> options, String... args) {
        this.args = List.of(args);
        try {
            out = Files.createTempFile(dir, args[0], ".out");
            err = Files.createTempFile(dir, args[0], ".err");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(options);
            // Quick to start; and the default directory is left to whoever uses it.
            command.add("-XX:TieredStopAtLevel=1");
            command.add("-Daeron.dir=" + dir.resolve("default-aeron"));
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add("io.tapewire.run.Tapewire");
            command.addAll(this.args);
            process =
                    new ProcessBuilder(command)
                            .redirectOutput(piped ? Redirect.PIPE : Redirect.to(out.toFile()))
                            .redirectError(err.toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param dir for what it writes; its default driver's directory lies in there too
     */
    static Command start(Path dir, String... args) {
        return new Command(dir, false, List.of(), args);
    }

    /** With more options for the JVM. */
    static Command start(Path dir, List<String> options, String... args) {
        return new Command(dir, false, options, args);
    }

    /** With its standard output to be read by the caller. */
    static Command startPiped(Path dir, String... args) {
        return new Command(dir, true, List.of(), args);
    }

    InputStream pipe() {
        return process.getInputStream();
    }

    byte[] out() {
        return read(out);
    }

    String err() {
        return new String(read(err), StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long outLength() {
        return out.toFile().length();
    }

    /** Waits until it says so on standard error. */
    Command awaitErr(String text) {
        await("says '" + text + "'", () -> err().contains(text));
        return this;
    }

    void await(String what, BooleanSupplier condition) {
        await(DEADLINE_S, what, condition);
    }

    /** Fails after so many seconds. */
    void await(long deadlineS, String what, BooleanSupplier condition) {
        long startNs = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(deadlineS)
                    || !process.isAlive() && !condition.getAsBoolean()) {
                throw new AssertionError("never " + what + ": " + this);
            }
            sleep();
        }
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit status. */
    int awaitEnd() {
        return awaitEnd(DEADLINE_S);
    }

    /** Its exit status; fails after so many seconds. */
    int awaitEnd(long deadlineS) {
        try {
            if (!process.waitFor(deadlineS, TimeUnit.SECONDS)) {
                throw new AssertionError("never ends: " + this);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return process.exitValue();
    }

    /**
     * @param signal such as INT, KILL, STOP or CONT
     */
    void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A job in a shell's background ignores SIGINT, and so do its children. */
    static void requireSigint() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            for (String line : Files.readAllLines(status)) {
                if (line.startsWith("SigIgn:")) {
                    long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
                    Assumptions.assumeTrue((ignored & SIGINT_BIT) == 0, "SIGINT is ignored here");
                }
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }

    @Override
    public String toString() {
        return args + (process.isAlive() ? "" : " ended " + process.exitValue()) + "\n" + err();
    }
}
