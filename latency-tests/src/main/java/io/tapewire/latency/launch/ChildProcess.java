package io.tapewire.latency.launch;

import io.tapewire.latency.trial.Role;
import io.tapewire.latency.trial.Trial;
import io.tapewire.latency.trial.TrialFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A child of this process that does one end of a trial, and does not outlive this object. */
final class ChildProcess implements AutoCloseable {
    /** How a child came to its end. */
    enum End {
        /** With a result. */
        WELL,
        /** With a result that says why there is none to believe. */
        FAILED,
        /** Without. */
        DIED
    }

    private static final long GRACE_S = 5;

    private final Role role;
    private final Path result;
    private final Path errors;
    private final Process process;
    private final PrintStream in;
    private final CompletableFuture<End> finished = new CompletableFuture<>();

    /**
     * @param command up to the result's file
     * @param arguments after that
     * @param dir for its files
     */
    ChildProcess(Role role, List<String> command, List<String> arguments, Path dir) {
        this.role = role;
        this.result = dir.resolve(role.word() + ".json");
        this.errors = dir.resolve(role.word() + ".err");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.command().add(result.toString());
        builder.command().addAll(arguments);
        try {
            process = builder.redirectError(errors.toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Begins to pass on what it says. */
    void connect(ChildProcess other) {
        Thread reader = new Thread(() -> read(other), "tw-" + role.word());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(ChildProcess other) {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null) {
                if (line.equals(Pipes.FINISHED)) {
                    finished.complete(result().isFailed() ? End.FAILED : End.WELL);
                } else if (line.startsWith(Pipes.TELL) && other != null) {
                    other.in.println(line.substring(Pipes.TELL.length()));
                }
                line = reader.readLine();
            }
        } catch (IOException | UncheckedIOException e) {
            // As good as its end.
        }
        finished.complete(End.DIED);
    }

    /** Completed once it came to its end. */
    CompletableFuture<End> finished() {
        return finished;
    }

    /** Whether it has something to say by now. */
    boolean hasResult() {
        return finished.isDone() && finished.join() != End.DIED;
    }

    /** What it has to say, where it has. */
    Trial result() {
        try {
            return TrialFile.read(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One sentence about an end without a result. */
    String whyNoResult() {
        // Its pipe ends a moment before it does.
        String status =
                hasEnded(1) ? "ended with status " + process.exitValue() : "is still running";
        return "The %s gave no result and %s%s.".formatted(role.word(), status, lastWords());
    }

    private String lastWords() {
        try {
            List<String> lines =
                    Files.readAllLines(errors).stream().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "" : ": " + lines.get(lines.size() - 1).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends it at once. Any thread. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends it: gently at first, for it may be writing. */
    @Override
    public void close() {
        in.close();
        if (!hasEnded(GRACE_S)) {
            process.destroyForcibly();
        }
    }

    private boolean hasEnded(long withinSeconds) {
        try {
            return process.waitFor(withinSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
