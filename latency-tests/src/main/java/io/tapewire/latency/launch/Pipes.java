package io.tapewire.latency.launch;

import io.tapewire.latency.work.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The child's end of the pipes to its parent, which passes on what is said to the other child. */
final class Pipes implements Peer {
    /** Before a line for the other child. */
    static final String TELL = "tapewire-tell ";

    /** The line after which nothing follows. */
    static final String FINISHED = "tapewire-finished";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final InputStream in;
    private final PrintStream out;

    Pipes(InputStream in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /** Reads what the parent passes on until it closes the pipe, or dies. */
    void readToTheEnd() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String line = reader.readLine();
            while (line != null) {
                lines.add(line);
                line = reader.readLine();
            }
        } catch (IOException e) {
            // As good as the end.
            return;
        }
    }

    @Override
    public void say(String line) {
        write(TELL + line);
    }

    void sayFinished() {
        write(FINISHED);
    }

    private void write(String line) {
        out.println(line);
        out.flush();
    }

    @Override
    public String heard() {
        return lines.poll();
    }
}
