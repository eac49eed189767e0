package io.tapewire.driver;

import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.tapewire.schemas.TapewireException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/** A driver in a process of its own, ours or Aeron's, that can be killed. */
final class DriverProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private DriverProcess(Process process) {
        this.process = process;
        output = process.inputReader();
    }

    static DriverProcess ours(Path dir) {
        return start("ours", dir);
    }

    static DriverProcess aerons(Path dir) {
        return start("aerons", dir);
    }

    private static DriverProcess start(String whose, Path dir) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        DriverProcess.class.getName(),
                        whose,
                        dir.toString()));
        try {
            return new DriverProcess(
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says once it runs, or why it does not. */
    String firstLine() {
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("cannot be killed");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    /**
     * @param args whose driver, and where
     */
    public static void main(String[] args) throws IOException {
        try {
            Runnable close =
                    args[0].equals("ours")
                            ? ourDriver(args[1])::close
                            : aeronsDriver(args[1])::close;
            System.out.println("runs");
            // Ends with the test's process even if that is killed.
            while (System.in.read() >= 0) {
                continue;
            }
            close.run();
        } catch (TapewireException e) {
            System.out.println(e.getMessage());
        }
    }

    private static BusDriver ourDriver(String dir) {
        return BusDriver.standalone(
                DriverSettings.builder()
                        .aeronDir(dir)
                        .layout(Layout.SHARED)
                        .idle(Idle.BACKOFF)
                        .build(),
                notice -> {});
    }

    static MediaDriver aeronsDriver(String dir) {
        return MediaDriver.launch(
                new MediaDriver.Context()
                        .aeronDirectoryName(dir)
                        .threadingMode(ThreadingMode.SHARED)
                        .sharedIdleStrategy(new SleepingMillisIdleStrategy(1))
                        .ipcTermBufferLength(1 << 16)
                        .publicationTermBufferLength(1 << 16)
                        .dirDeleteOnShutdown(true));
    }
}
